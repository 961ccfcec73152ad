package cronium.cli.remote;

import cronium.payload.manifest.JsonValue;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** JSON as it travels: what is bounded by its caller's limit of bytes, and by the library's of nesting and length. */
public final class Json {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            // An error must not quote what may be a token.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private Json() {}

    /** It is not JSON. */
    public static final class NotJsonException extends Exception {
        NotJsonException(String message) {
            super(message);
        }

        /** What was found, to stand after "found". */
        public String found() {
            return String.valueOf(getMessage());
        }
    }

    /** Reads a document of one value. */
    public static JsonValue read(byte[] content) throws NotJsonException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), content)) {
            JsonValue value = value(parser, parser.nextToken());
            if (parser.nextToken() != null) {
                throw new NotJsonException("more after the JSON value");
            }
            return value;
        } catch (JacksonException e) {
            throw new NotJsonException("text that is not JSON");
        }
    }

    /** In one line, UTF-8, without a newline. */
    public static byte[] write(JsonValue value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            write(value, generator);
        }
        return out.toByteArray();
    }

    private static JsonValue value(JsonParser parser, JsonToken token) throws NotJsonException {
        return switch (token) {
            case START_OBJECT -> {
                Map<String, JsonValue> values = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    values.put(name, value(parser, parser.nextToken()));
                }
                yield new JsonValue.Fields(values);
            }
            case START_ARRAY -> {
                List<JsonValue> values = new ArrayList<>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    values.add(value(parser, next));
                }
                yield new JsonValue.Items(values);
            }
            case VALUE_STRING -> new JsonValue.Text(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Numeral(parser.getString());
            case VALUE_TRUE, VALUE_FALSE -> new JsonValue.Bool(token == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> new JsonValue.Null();
            case null, default -> throw new NotJsonException("no JSON value");
        };
    }

    private static void write(JsonValue value, JsonGenerator generator) {
        switch (value) {
            case JsonValue.Null _ -> generator.writeNull();
            case JsonValue.Bool truth -> generator.writeBoolean(truth.value());
            case JsonValue.Numeral number -> generator.writeNumber(number.text());
            case JsonValue.Text text -> generator.writeString(text.value());
            case JsonValue.Items items -> {
                generator.writeStartArray();
                items.values().forEach(item -> write(item, generator));
                generator.writeEndArray();
            }
            case JsonValue.Fields fields -> {
                generator.writeStartObject();
                fields.values().forEach((name, field) -> {
                    generator.writeName(name);
                    write(field, generator);
                });
                generator.writeEndObject();
            }
        }
    }
}
