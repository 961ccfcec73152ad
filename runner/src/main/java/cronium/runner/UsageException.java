package cronium.runner;

/** The command line is wrong. The message names the word, and what was expected. */
final class UsageException extends Exception {
    UsageException(String message) {
        super(message);
    }
}
