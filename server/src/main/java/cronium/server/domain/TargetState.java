package cronium.server.domain;

import java.util.Locale;

/** How far one target of a rollout is: as its execution, or before it has one. */
public enum TargetState {
    /** There is no execution yet. */
    WAITING,
    QUEUED,
    CLAIMED,
    RUNNING,
    ENDED;

    public static TargetState of(State state) {
        return switch (state) {
            case QUEUED -> QUEUED;
            case CLAIMED -> CLAIMED;
            case RUNNING -> RUNNING;
            case ENDED -> ENDED;
        };
    }

    /** As the API and people read it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
