package cronium.payload.signing;

import cronium.payload.manifest.Excerpt;
import cronium.payload.manifest.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Small JSON documents, strictly (RFC 8259): UTF-8, no name twice, nothing after the value, bounded in depth. */
public final class Json {
    private static final int MAX_DEPTH = 8;
    private static final int MAX_TOKENS = 1_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // An error must not quote what may be a key.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxTokenCount(MAX_TOKENS)
                    .build())
            .build();

    private Json() {}

    /** Why it is not the JSON that was expected, without quoting values. */
    public static final class JsonException extends Exception {
        public JsonException(String message) {
            super(message);
        }

        /** What was found, to stand after "found". */
        public String found() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * Reads a document that is one object.
     *
     * @param content bounded by the caller; at most 8 levels and 1,000 tokens
     * @throws JsonException for anything else
     */
    public static JsonFields object(byte[] content) throws JsonException {
        if (value(content) instanceof JsonValue.Fields fields) {
            return new JsonFields("", fields.values());
        }
        throw new JsonException("JSON that is no object");
    }

    private static JsonValue value(byte[] content) throws JsonException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text(content))) {
            JsonValue value = value(parser, parser.nextToken());
            if (parser.nextToken() != null) {
                throw new JsonException("more after the JSON value");
            }
            return value;
        } catch (JacksonException e) {
            throw new JsonException(sentence(e));
        }
    }

    /** Decoded here: the library would guess at UTF-16 and UTF-32, and replace what is not UTF-8. */
    private static String text(byte[] content) throws JsonException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new JsonException("bytes that are not UTF-8");
        }
    }

    private static JsonValue value(JsonParser parser, JsonToken token) throws JsonException {
        return switch (token) {
            case START_OBJECT -> fields(parser);
            case START_ARRAY -> items(parser);
            case VALUE_STRING -> new JsonValue.Text(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Numeral(parser.getString());
            case VALUE_TRUE, VALUE_FALSE -> new JsonValue.Bool(token == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> new JsonValue.Null();
            case null, default -> throw new JsonException("no JSON value");
        };
    }

    private static JsonValue fields(JsonParser parser) throws JsonException {
        Map<String, JsonValue> values = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            values.put(name, value(parser, parser.nextToken()));
        }
        return new JsonValue.Fields(values);
    }

    private static JsonValue items(JsonParser parser) throws JsonException {
        List<JsonValue> values = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            values.add(value(parser, token));
        }
        return new JsonValue.Items(values);
    }

    private static String sentence(JacksonException e) {
        String message = String.valueOf(e.getOriginalMessage());
        TokenStreamLocation at = e.getLocation();
        String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        if (message.startsWith("Duplicate")) {
            return "a name twice in one JSON object" + place;
        }
        boolean bound = e instanceof tools.jackson.core.exc.StreamConstraintsException;
        return (bound ? "JSON beyond its bounds: " + Excerpt.bare(message) : "text that is not JSON") + place;
    }
}
