package cronium.dispatch.ssh;

/** A store of secrets: private keys and passphrases. Thread-safe. */
@FunctionalInterface
public interface KeySecrets {
    /** A store with nothing in it. */
    KeySecrets NONE = name -> {
        throw new UnavailableException("expected the secret " + name + ", found no store of secrets");
    };

    /**
     * A value, a copy that its user overwrites with zeros.
     *
     * @throws UnavailableException when there is none of that name, or it cannot be opened
     */
    byte[] open(String name) throws UnavailableException;

    /** The message is a sentence for people, with no part of a value. */
    final class UnavailableException extends Exception {
        public UnavailableException(String message) {
            super(message);
        }
    }
}
