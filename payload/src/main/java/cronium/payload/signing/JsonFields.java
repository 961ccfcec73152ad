package cronium.payload.signing;

import cronium.payload.manifest.Excerpt;
import cronium.payload.manifest.JsonValue;
import cronium.payload.signing.Json.JsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields of one JSON object, to be read as what is expected there.
 *
 * @param path of the object, such as {@code messageSignature}; empty for the whole document
 */
public record JsonFields(String path, Map<String, JsonValue> values) {

    /** Refuses what is not among these names. */
    public void allowOnly(Set<String> names) throws JsonException {
        for (String name : values.keySet()) {
            if (!names.contains(name)) {
                throw new JsonException("the unknown field " + Excerpt.bare(pathOf(name)));
            }
        }
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Whether it is there and is not an empty list. */
    boolean hasContent(String name) {
        JsonValue value = values.get(name);
        return value != null
                && !(value instanceof JsonValue.Items items && items.values().isEmpty());
    }

    public JsonFields object(String name) throws JsonException {
        if (values.get(name) instanceof JsonValue.Fields fields) {
            return new JsonFields(pathOf(name), fields.values());
        }
        throw missing(name, "object");
    }

    public String text(String name) throws JsonException {
        if (values.get(name) instanceof JsonValue.Text text) {
            return text.value();
        }
        throw missing(name, "text");
    }

    public byte[] base64(String name) throws JsonException {
        return StrictBase64.decode(text(name)).orElseThrow(() -> missing(name, "base64"));
    }

    /** A whole number from 0 to two thousand million. */
    int number(String name) throws JsonException {
        if (values.get(name) instanceof JsonValue.Numeral number) {
            try {
                int value = Integer.parseInt(number.text());
                if (value >= 0) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw missing(name, "whole number");
            }
        }
        throw missing(name, "whole number");
    }

    /** A list of objects. */
    public List<JsonFields> objects(String name) throws JsonException {
        if (!(values.get(name) instanceof JsonValue.Items items)) {
            throw missing(name, "list");
        }
        List<JsonFields> objects = new ArrayList<>();
        for (JsonValue item : items.values()) {
            String itemName = name + "[" + objects.size() + "]";
            if (!(item instanceof JsonValue.Fields fields)) {
                throw missing(itemName, "object");
            }
            objects.add(new JsonFields(pathOf(itemName), fields.values()));
        }
        return objects;
    }

    private JsonException missing(String name, String kind) {
        return new JsonException("no " + kind + " in " + pathOf(name));
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
