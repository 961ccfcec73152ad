package cronium.server.domain;

import java.util.Optional;

/** A word that hosts are called together by; as a target it stands behind {@code group:}. */
public record GroupName(String text) {
    public static final int MAX_LENGTH = 100;

    /** @throws IllegalArgumentException with {@link #fault}'s sentence */
    public GroupName {
        Names.check(text, MAX_LENGTH);
    }

    /** Why the text is no such name, with expected and found; empty if it is one. */
    public static Optional<String> fault(String text) {
        return Names.fault(text, MAX_LENGTH);
    }

    @Override
    public String toString() {
        return text;
    }
}
