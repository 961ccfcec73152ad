package cronium.server.domain;

import java.util.Locale;

/** What made an execution. */
public enum Trigger {
    MANUAL,
    SCHEDULE,
    RETRY;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
