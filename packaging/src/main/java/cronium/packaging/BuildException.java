package cronium.packaging;

/** What was asked for cannot be built; the message says why in one sentence. */
final class BuildException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BuildException(String message) {
        super(message);
    }
}
