package cronium.payload.manifest;

import java.util.List;
import java.util.Optional;

/** How much of the host's files a script has; in the order of strictness, the strictest last. */
public enum Filesystem {
    /** All that the user has. */
    HOST("host"),
    /** All readable, only the work directory and {@code writable} paths writable. */
    READ_ONLY("read-only"),
    /** System directories and {@code readable} paths readable, only the work directory and {@code writable} paths writable. */
    PRIVATE("private");

    static final List<String> NAMES = List.of(HOST.text, READ_ONLY.text, PRIVATE.text);

    private final String text;

    Filesystem(String text) {
        this.text = text;
    }

    /** As it is written in a manifest. */
    public String text() {
        return text;
    }

    /** The value of exactly that name; empty if there is none. */
    public static Optional<Filesystem> named(String name) {
        for (Filesystem filesystem : values()) {
            if (filesystem.text.equals(name)) {
                return Optional.of(filesystem);
            }
        }
        return Optional.empty();
    }
}
