package cronium.payload.manifest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What runs the entrypoint. Where it is found on a host is the runner's question. */
public enum Interpreter {
    BASH("bash"),
    PYTHON("python"),
    NODE("node");

    static final List<String> NAMES = List.of(BASH.text, PYTHON.text, NODE.text);

    private final String text;

    Interpreter(String text) {
        this.text = text;
    }

    /** As it is written in a manifest, in lower case. */
    public String text() {
        return text;
    }

    /** The interpreter of that name in any case; empty if there is none. */
    public static Optional<Interpreter> named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (Interpreter interpreter : values()) {
            if (interpreter.text.equals(lower)) {
                return Optional.of(interpreter);
            }
        }
        return Optional.empty();
    }
}
