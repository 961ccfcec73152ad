package cronium.server.store;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Small JSON objects in columns. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    /** An object of numbers and texts, sorted by name. */
    static String of(Map<String, ?> fields) {
        ObjectNode object = MAPPER.createObjectNode();
        new TreeMap<>(fields).forEach((name, value) -> {
            if (value instanceof Number number) {
                object.put(name, number.longValue());
            } else {
                object.put(name, String.valueOf(value));
            }
        });
        return object.toString();
    }

    /** The texts of an object. */
    static Map<String, String> texts(String object) {
        JsonNode node = MAPPER.readTree(object);
        Map<String, String> texts = new TreeMap<>();
        node.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().stringValue()));
        return texts;
    }
}
