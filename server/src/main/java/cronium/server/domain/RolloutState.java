package cronium.server.domain;

import java.util.Locale;

/** What a rollout is about. Only one that has an end has nothing running any more. */
public enum RolloutState {
    /** Targets are started as its limits allow. */
    RUNNING,
    /** Every target was run on, however it ended. */
    FINISHED,
    /** Too many failed: no more are started, and what runs goes on to its end. */
    STOPPED,
    /** Somebody wanted it to end: no more are started, and what runs is cancelled. */
    CANCELLED;

    /** As the database, the API and people read it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
