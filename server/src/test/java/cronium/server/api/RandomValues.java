package cronium.server.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values of the document's schemas, most of them right, the others wrong in every way that comes to mind. One thread's. */
final class RandomValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> ODD = List.of(
            "",
            " ",
            "\u0000",
            "\n",
            "é",
            "😀",
            "\ud800",
            "\u202e",
            "null",
            "true",
            "-1",
            "0",
            "1e9",
            "NaN",
            "'",
            "\"",
            "%",
            "../..",
            "a'; DROP TABLE events; --",
            "${jndi:x}",
            "x".repeat(300),
            "9".repeat(40),
            "2025-08-05T07:00:00Z",
            "*",
            "\"1\"",
            "local");
    /** Few, so that requests meet what earlier ones made. */
    private static final List<String> NAMES = List.of("alpha", "beta", "gamma");

    private final OpenApiDocument document;
    private final RandomGenerator random;

    RandomValues(OpenApiDocument document, RandomGenerator random) {
        this.document = document;
        this.random = random;
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    String anything() {
        return one(ODD);
    }

    /** Of a parameter. */
    String text(JsonNode schema, String name) {
        if (random.nextInt(10) == 0) {
            return anything();
        }
        if (name.equals("token")) {
            // Never its own: it would lock itself out.
            return "spare";
        }
        JsonNode value = right(document.resolved(schema), 0);
        return value.isString() ? value.stringValue() : value.toString();
    }

    /** Of a body. */
    String json(JsonNode schema) {
        return switch (random.nextInt(30)) {
            case 0 -> anything();
            case 1 -> wrong().toString();
            case 2 -> {
                String whole = value(schema, 0).toString();
                yield whole.substring(0, random.nextInt(whole.length() + 1));
            }
            default -> value(schema, 0).toString();
        };
    }

    private JsonNode value(JsonNode schema, int depth) {
        return random.nextInt(25) == 0 ? wrong() : right(document.resolved(schema), depth);
    }

    private JsonNode wrong() {
        return switch (random.nextInt(9)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextLong());
            case 3 -> NODES.numberNode(random.nextDouble());
            case 4 -> NODES.arrayNode().add(anything()).add(NODES.nullNode());
            case 5 -> NODES.objectNode().put(anything(), anything());
            case 6 -> NODES.arrayNode();
            case 7 -> NODES.objectNode();
            default -> NODES.stringNode(anything());
        };
    }

    private JsonNode right(JsonNode schema, int depth) {
        if (schema.has("enum")) {
            return one(List.copyOf(schema.get("enum").valueStream().toList()));
        }
        if (schema.has("oneOf")) {
            return value(one(List.copyOf(schema.get("oneOf").valueStream().toList())), depth + 1);
        }
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? type.get(0).stringValue() : type.asString("string")) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer" -> NODES.numberNode(number(schema));
            case "boolean" -> NODES.booleanNode(random.nextInt(4) > 0);
            default -> NODES.stringNode(string(schema));
        };
    }

    private long number(JsonNode schema) {
        long least = schema.path("minimum").asLong(0);
        long most = Math.min(schema.path("maximum").asLong(least + 3), least + 3);
        return random.nextInt(8) == 0
                ? one(List.of(least - 1, Long.MAX_VALUE, Long.MIN_VALUE, 0L))
                : random.nextLong(least, most + 1);
    }

    private String string(JsonNode schema) {
        String pattern = schema.path("pattern").asString("");
        if (schema.path("contentEncoding").asString("").equals("base64")) {
            return "YWJj";
        }
        if (schema.path("format").asString("").equals("date-time")) {
            return "202" + random.nextInt(10) + "-01-01T00:00:00Z";
        }
        if (pattern.contains("{64}")) {
            return String.valueOf(random.nextInt(3)).repeat(64);
        }
        if (pattern.contains("{8}")) {
            return "0198a5b0-0000-7000-8000-00000000000" + random.nextInt(10);
        }
        if (pattern.contains("[0-9]+d")) {
            return one(List.of("0s", "30", "10m", "1h30m", "500ms", "366d", "400d"));
        }
        if (pattern.contains("A-Z")) {
            return one(List.of("API_KEY", "B", "_c"));
        }
        return random.nextInt(20) == 0 ? anything() : one(NAMES);
    }

    private JsonNode array(JsonNode schema, int depth) {
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(3) + schema.path("minItems").asInt(0); i > 0 && depth < 6; i--) {
            array.add(value(schema.get("items"), depth + 1));
        }
        return array;
    }

    private JsonNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.stringValue()));
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (required.contains(property.getKey()) ? random.nextInt(40) > 0 : random.nextInt(6) == 0) {
                object.set(property.getKey(), value(property.getValue(), depth + 1));
            }
        }
        if (random.nextInt(60) == 0) {
            object.put(anything(), anything());
        }
        if (schema.path("additionalProperties").isObject() && random.nextBoolean()) {
            object.put(one(List.of("A", "B_2", "c")), one(NAMES));
        }
        return fitting(object, required);
    }

    /** Makes files and events that hang together more likely than chance would. */
    private JsonNode fitting(ObjectNode object, List<String> required) {
        if (required.contains("entrypoint") && random.nextInt(5) > 0) {
            object.put("entrypoint", "main.sh").remove("name");
            object.putArray("files").addObject().put("path", "main.sh").put("text", "echo " + one(NAMES));
        }
        return object;
    }
}
