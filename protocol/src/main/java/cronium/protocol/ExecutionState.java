package cronium.protocol;

import java.util.Optional;

/** What a host knows of an execution id. */
public enum ExecutionState {
    /** A runner that lives has claimed it, and there is no result yet. */
    RUNNING(1, "running"),
    /** Its result is there. */
    ENDED(2, "ended"),
    /** Its runner died, there is no result and there will be none. Its processes are gone. */
    LOST(3, "lost"),
    /** It is over and was acknowledged: only the claim is left, so that the id does not run again. */
    ACKNOWLEDGED(4, "acknowledged"),
    /** This host never claimed the id. */
    UNKNOWN(5, "unknown");

    private final int code;
    private final String word;

    ExecutionState(int code, String word) {
        this.code = code;
        this.word = word;
    }

    public int code() {
        return code;
    }

    public String word() {
        return word;
    }

    static Optional<ExecutionState> of(int code) {
        for (ExecutionState state : values()) {
            if (state.code == code) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
