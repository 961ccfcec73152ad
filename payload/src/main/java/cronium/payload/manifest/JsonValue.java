package cronium.payload.manifest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value of {@code metadata.inputData} or {@code metadata.extra}: what JSON can say. Of plain YAML scalars only
 * {@code null}, {@code true}, {@code false} and numbers in JSON's own grammar are more than text; dates, hexadecimal
 * numbers, {@code 007}, {@code .inf} and the like stay text as written, so that nothing is lost or guessed. Immutable.
 */
public sealed interface JsonValue {

    record Null() implements JsonValue {}

    record Bool(boolean value) implements JsonValue {}

    /**
     * A number of any size, as it was written.
     *
     * @param text in JSON's grammar (RFC 8259, section 6)
     */
    record Numeral(String text) implements JsonValue {
        /** @throws IllegalArgumentException if the text is not in JSON's grammar */
        public Numeral {
            if (!JsonNumber.is(text)) {
                throw new IllegalArgumentException("expected a JSON number, found " + Excerpt.quoted(text));
            }
        }
    }

    record Text(String value) implements JsonValue {}

    record Items(List<JsonValue> values) implements JsonValue {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** Keys and values, in the order written. */
    record Fields(Map<String, JsonValue> values) implements JsonValue {
        public Fields {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }
}
