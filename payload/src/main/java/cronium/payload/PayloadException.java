package cronium.payload;

import java.util.Objects;

/**
 * A payload was refused. The message names the thing, what was expected and what was found; {@link #code()} is the same
 * fact for programs.
 */
public abstract class PayloadException extends Exception {
    private final String code;

    /**
     * @param code stable name of the fault, {@code area.kebab-case}, for example {@code archive.absolute-path}
     * @param message one or more lines for a person
     */
    protected PayloadException(String code, String message) {
        super(message);
        this.code = code;
    }

    protected PayloadException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** The stable name of the fault; {@code docs/payload-format.md} and {@code docs/running.md} list all of them. */
    public String code() {
        return code;
    }
}
