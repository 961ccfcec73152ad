package cronium.runner.plan;

import cronium.payload.PayloadException;

/** A verified payload asks for something that cannot be done here. Nothing of it was started. */
public final class PlanException extends PayloadException {
    public PlanException(String code, String message) {
        super(code, message);
    }
}
