package cronium.payload.manifest;

import java.util.List;
import java.util.Optional;

/** What happens to a script that prints more than {@code limits.output}. */
public enum OutputExcess {
    /** It is stopped. */
    STOP("stop"),
    /** It goes on, and the rest of that stream is counted and dropped. */
    TRUNCATE("truncate");

    static final List<String> NAMES = List.of(STOP.text, TRUNCATE.text);

    private final String text;

    OutputExcess(String text) {
        this.text = text;
    }

    /** As it is written in a manifest. */
    public String text() {
        return text;
    }

    /** The value of exactly that name; empty if there is none. */
    public static Optional<OutputExcess> named(String name) {
        for (OutputExcess excess : values()) {
            if (excess.text.equals(name)) {
                return Optional.of(excess);
            }
        }
        return Optional.empty();
    }
}
