package cronium.server.domain;

import java.util.Locale;

/** How far an execution is. It only goes forward, one step at a time; from each of them it may end. */
public enum State {
    QUEUED,
    CLAIMED,
    RUNNING,
    ENDED;

    /** As the database, the API and people read it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether that is a step that an execution may take. */
    public boolean mayBecome(State next) {
        return switch (this) {
            case QUEUED -> next == CLAIMED || next == ENDED;
            case CLAIMED -> next == RUNNING || next == ENDED;
            case RUNNING -> next == ENDED;
            case ENDED -> false;
        };
    }
}
