package cronium.releases;

import cronium.payload.manifest.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is wrong with a version.
 *
 * @param code stable name of the fault, {@code area.kebab-case}
 * @param file its name
 * @param message what was expected there and what was found
 */
public record Finding(String code, String file, String message) {

    /** One sentence: which file, and what is wrong with it. */
    public String sentence() {
        return message.startsWith(file) ? message : file + ": " + message;
    }

    JsonValue json() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("code", new JsonValue.Text(code));
        fields.put("file", new JsonValue.Text(file));
        fields.put("message", new JsonValue.Text(message));
        return new JsonValue.Fields(fields);
    }
}
