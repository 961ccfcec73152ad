package cronium.payload.signing;

import cronium.payload.PayloadException;

/** A payload, its signature or a key was refused. The message names the file, what was expected and what was found. */
public final class SignatureException extends PayloadException {
    private final SignatureFault fault;

    SignatureException(SignatureFault fault, String message) {
        super(fault.code(), message);
        this.fault = fault;
    }

    SignatureException(SignatureFault fault, String message, Throwable cause) {
        super(fault.code(), message, cause);
        this.fault = fault;
    }

    public SignatureFault fault() {
        return fault;
    }
}
