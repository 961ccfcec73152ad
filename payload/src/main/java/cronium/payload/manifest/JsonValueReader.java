package cronium.payload.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** YAML that is free in its form, as {@link JsonValue}. Recursion and size are bounded by {@link YamlTree}. */
final class JsonValueReader {
    private JsonValueReader() {}

    static JsonValue read(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar scalar -> scalar(scalar);
            case YamlNode.Sequence sequence -> items(sequence);
            case YamlNode.Mapping mapping -> fields(mapping);
        };
    }

    private static JsonValue scalar(YamlNode.Scalar scalar) {
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

    private static JsonValue items(YamlNode.Sequence sequence) {
        List<JsonValue> values = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            values.add(read(item));
        }
        return new JsonValue.Items(values);
    }

    private static JsonValue fields(YamlNode.Mapping mapping) {
        Map<String, JsonValue> values = new LinkedHashMap<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            values.put(entry.key().text(), read(entry.value()));
        }
        return new JsonValue.Fields(values);
    }
}
