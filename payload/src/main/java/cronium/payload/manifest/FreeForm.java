package cronium.payload.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * YAML that is free in its form, as {@link JsonValue}. Recursion and size are bounded by {@link YamlTree}. Each node calls
 * its own method: a {@code switch} over their types bootstraps method handles, which every start of a runner would pay for.
 */
final class FreeForm {
    private FreeForm() {}

    static JsonValue scalar(YamlNode.Scalar scalar) {
        if (scalar.isNull()) {
            return new JsonValue.Null();
        }
        if (scalar.literal()) {
            return new JsonValue.Text(scalar.text());
        }
        return switch (scalar.text()) {
            case "true", "True", "TRUE" -> new JsonValue.Bool(true);
            case "false", "False", "FALSE" -> new JsonValue.Bool(false);
            default ->
                JsonNumber.is(scalar.text()) ? new JsonValue.Numeral(scalar.text()) : new JsonValue.Text(scalar.text());
        };
    }

    static JsonValue items(YamlNode.Sequence sequence) {
        List<JsonValue> values = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            values.add(item.json());
        }
        return new JsonValue.Items(values);
    }

    static JsonValue fields(YamlNode.Mapping mapping) {
        Map<String, JsonValue> values = new LinkedHashMap<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            values.put(entry.key().text(), entry.value().json());
        }
        return new JsonValue.Fields(values);
    }
}
