package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The runner's output in its json format, read as its documentation says. */
final class JsonOutput {
    private final Map<String, ByteArrayOutputStream> streams = new TreeMap<>();
    private final List<String> events = new ArrayList<>();

    private JsonOutput() {}

    /** Reads all records. Asserts that {@code seq} counts them, and that each says when it was made. */
    static JsonOutput parse(byte[] output) {
        JsonOutput parsed = new JsonOutput();
        int sequence = 0;
        for (int at = 0; at < output.length; ) {
            int end = newline(output, at);
            JsonNode record = ResultSchema.json(new String(output, at, end - at, StandardCharsets.UTF_8));
            assertThat(record.at("/seq").asInt()).as("seq").isEqualTo(sequence++);
            assertThat(record.at("/time").asString()).endsWith("Z");
            parsed.add(record);
            at = end + 1;
        }
        return parsed;
    }

    private void add(JsonNode record) {
        if (!record.at("/event").asString().equals("output")) {
            events.add(record.at("/event").asString());
            return;
        }
        ByteArrayOutputStream stream =
                streams.computeIfAbsent(record.at("/stream").asString(), _ -> new ByteArrayOutputStream());
        stream.writeBytes(
                record.has("text")
                        ? record.at("/text").asString().getBytes(StandardCharsets.UTF_8)
                        : Base64.getDecoder().decode(record.at("/base64").asString()));
        if (record.path("eol").asBoolean(true)) {
            stream.write('\n');
        }
    }

    /** The bytes that the script wrote to a stream. */
    byte[] stream(String name) {
        ByteArrayOutputStream stream = streams.get(name);
        return stream == null ? new byte[0] : stream.toByteArray();
    }

    /** The runner's own events, in order. */
    List<String> events() {
        return List.copyOf(events);
    }

    static int longestLine(byte[] output) {
        int longest = 0;
        for (int at = 0; at < output.length; ) {
            int end = newline(output, at);
            longest = Math.max(longest, end - at);
            at = end + 1;
        }
        return longest;
    }

    private static int newline(byte[] output, int from) {
        for (int at = from; at < output.length; at++) {
            if (output[at] == '\n') {
                return at;
            }
        }
        throw new AssertionError("expected a newline at the end of the output, found none");
    }
}
