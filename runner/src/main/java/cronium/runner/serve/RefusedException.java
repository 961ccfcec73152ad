package cronium.runner.serve;

import cronium.protocol.Refusal;

/** What a client asked for is not done. */
public final class RefusedException extends Exception {
    private final Refusal refusal;

    public RefusedException(Refusal refusal, String message) {
        super(message);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
