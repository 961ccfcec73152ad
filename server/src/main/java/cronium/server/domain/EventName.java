package cronium.server.domain;

import java.util.Optional;

/** What an event is called, in addresses and on command lines. Unique among the events that are there. */
public record EventName(String text) {
    public static final int MAX_LENGTH = 100;

    /** @throws IllegalArgumentException with {@link #fault}'s sentence */
    public EventName {
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
