package cronium.runner.contain;

import cronium.payload.PayloadException;

/** This host lacks what a script must be held with. Nothing of it was started. */
public final class ContainmentException extends PayloadException {
    public static final String UNAVAILABLE = "containment.unavailable";

    public ContainmentException(String message) {
        super(UNAVAILABLE, message);
    }
}
