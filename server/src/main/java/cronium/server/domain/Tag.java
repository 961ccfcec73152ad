package cronium.server.domain;

import java.util.Optional;

/** A word that events are found by. */
public record Tag(String text) {
    public static final int MAX_LENGTH = 50;

    /** @throws IllegalArgumentException with {@link #fault}'s sentence */
    public Tag {
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
