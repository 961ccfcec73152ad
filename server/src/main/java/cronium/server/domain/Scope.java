package cronium.server.domain;

import java.util.Locale;

/** What a token may do; each one may do what those after it may. */
public enum Scope {
    /** Everything, tokens and secrets included. */
    ADMIN,
    /** Save, delete and run events, cancel executions. */
    OPERATOR,
    /** Look. */
    VIEWER;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean covers(Scope needed) {
        return compareTo(needed) <= 0;
    }
}
