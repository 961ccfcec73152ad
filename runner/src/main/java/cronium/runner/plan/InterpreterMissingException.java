package cronium.runner.plan;

/** No interpreter for the script was found. Carries the names that were looked for. */
public final class InterpreterMissingException extends Exception {
    public InterpreterMissingException(String message) {
        super(message);
    }
}
