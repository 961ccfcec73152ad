package cronium.server.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON trees: reading what callers send, within bounds, and the forms that many answers share. */
final class Json {
    /** Enough for ten thousand files; a body of nothing but brackets would otherwise take a gigabyte as a tree. */
    private static final long MAX_TOKENS = 400_000;

    private static final int MAX_DEPTH = 64;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxTokenCount(MAX_TOKENS)
                            .maxNumberLength(100)
                            .maxNameLength(1_000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /**
     * Reads one document, whole.
     *
     * @throws ProblemException {@link ProblemKind#MALFORMED_JSON} with line and column
     * @throws IOException if the stream fails; its own failure, not wrapped
     */
    static JsonNode read(InputStream in) throws ProblemException, IOException {
        try {
            JsonNode node = MAPPER.readTree(in);
            if (node.isMissingNode()) {
                throw ProblemKind.MALFORMED_JSON.with("expected JSON, found an empty body");
            }
            return node;
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String place = at == null || at.getLineNr() < 1
                    ? ""
                    : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
            throw ProblemKind.MALFORMED_JSON.with(place + "expected JSON (RFC 8259), found " + reason(e));
        }
    }

    private static String reason(JacksonException e) {
        String message = String.valueOf(e.getOriginalMessage());
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end);
        return line.length() > 300 ? line.substring(0, 300) + "…" : line;
    }

    /** What was written by ourselves. */
    static JsonNode trusted(String text) {
        return MAPPER.readTree(text);
    }

    /** In UTF-8, without a text of it in between. */
    static byte[] bytes(ObjectNode json) {
        return MAPPER.writeValueAsBytes(json);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static String time(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(time);
    }

    static void putTime(ObjectNode json, String key, Optional<Instant> time) {
        if (time.isPresent()) {
            json.put(key, time(time.get()));
        }
    }

    static void putText(ObjectNode json, String key, Optional<String> text) {
        if (text.isPresent()) {
            json.put(key, text.get());
        }
    }

    static void putTexts(ObjectNode json, String key, Collection<?> texts) {
        var list = json.putArray(key);
        for (Object text : texts) {
            list.add(text.toString());
        }
    }

    static void putMap(ObjectNode json, String key, Map<String, String> map) {
        ObjectNode object = json.putObject(key);
        map.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(e -> object.put(e.getKey(), e.getValue()));
    }
}
