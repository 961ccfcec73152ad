package cronium.server.secrets;

/** A secret, or the key that opens it, cannot be used. The message names the key's place, never a value. */
public final class SecretException extends Exception {
    public SecretException(String message) {
        super(message);
    }

    public SecretException(String message, Throwable cause) {
        super(message, cause);
    }
}
