package cronium.server.domain;

import java.util.Optional;

/** What a token is called, in audit rows and lists. */
public record TokenName(String text) {
    public static final int MAX_LENGTH = 100;

    /** @throws IllegalArgumentException with {@link #fault}'s sentence */
    public TokenName {
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
