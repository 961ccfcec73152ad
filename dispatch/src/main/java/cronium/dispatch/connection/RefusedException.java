package cronium.dispatch.connection;

import cronium.protocol.Refusal;
import cronium.protocol.RunnerMessage;
import java.util.Optional;

/** The runner did not do what it was asked; the connection goes on. */
public final class RefusedException extends Exception {
    private final String code;

    RefusedException(RunnerMessage.Refused refused) {
        super(refused.code() + ": " + refused.message());
        this.code = refused.code();
    }

    /** For programs; of {@link Refusal} unless the runner is newer. */
    public String code() {
        return code;
    }

    /** Empty if the runner is newer and has a code of its own. */
    public Optional<Refusal> refusal() {
        return Refusal.of(code);
    }
}
