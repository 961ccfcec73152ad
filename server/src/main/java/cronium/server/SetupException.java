package cronium.server;

/** The server cannot be as it was asked to be; the message says what was expected and found. */
final class SetupException extends Exception {
    SetupException(String message) {
        super(message);
    }
}
