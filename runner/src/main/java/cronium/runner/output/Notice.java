package cronium.runner.output;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something the runner itself has to say about an execution, beside the script's own output.
 *
 * @param event stable name for programs, in kebab-case
 * @param sentence the same for a person
 * @param fields facts; numbers as text
 */
public record Notice(Level level, String event, String sentence, Map<String, String> fields) {
    public Notice {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public Notice(Level level, String event, String sentence) {
        this(level, event, sentence, Map.of());
    }

    /** How much it matters; DEBUG is for programs and is not shown to people. */
    public enum Level {
        DEBUG("debug"),
        INFO("info"),
        WARN("warn"),
        ERROR("error");

        private final String word;

        Level(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
