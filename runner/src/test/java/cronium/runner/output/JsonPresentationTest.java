package cronium.runner.output;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Seed;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonPresentationTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void aLineIsOneObject() throws Exception {
        assertThat(shown("hello\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("{\"time\":\"2025-08-05T07:00:00.000001Z\",\"level\":\"info\",\"event\":\"output\","
                        + "\"stream\":\"stdout\",\"seq\":0,\"text\":\"hello\"}\n");
    }

    @Test
    void whatIsNoUtf8IsBase64AndALastLineWithoutNewlineSaysSo() throws Exception {
        assertThat(shown(new byte[] {'a', (byte) 0xff}))
                .endsWith("\"seq\":0,\"eol\":false,\"base64\":\""
                        + Base64.getEncoder().encodeToString(new byte[] {'a', (byte) 0xff}) + "\"}\n");
    }

    @Test
    void aNoticeIsAnObjectToo() throws Exception {
        ShownTo shown = ShownTo.by(
                OutputFormat.JSON,
                false,
                to -> to.notice(new Notice(
                        Notice.Level.WARN, "leftover", "a \"name\"\nwith \\ and \u0001", Map.of("path", "/ü"))));
        JsonNode record = JSON.readTree(shown.standardOutput());
        assertThat(record.get("level").asString()).isEqualTo("warn");
        assertThat(record.get("event").asString()).isEqualTo("leftover");
        assertThat(record.get("message").asString()).isEqualTo("a \"name\"\nwith \\ and \u0001");
        assertThat(record.get("path").asString()).isEqualTo("/ü");
    }

    @Test
    void recordsCanBePutTogetherAgainByteByByte() throws Exception {
        RandomGenerator random = Seed.announced("JsonPresentationTest").random();
        for (int run = 0; run < 60; run++) {
            byte[] out = Pieces.output(random, true);
            byte[] err = Pieces.output(random, random.nextBoolean());
            ShownTo shown = ShownTo.by(OutputFormat.JSON, false, to -> {
                Pieces.inChunks(out, random, (chunk, length) -> to.output(StreamName.STDOUT, chunk, length));
                to.idle();
                Pieces.inChunks(err, random, (chunk, length) -> to.output(StreamName.STDERR, chunk, length));
                to.outputEnded();
            });
            List<JsonNode> records = records(shown.standardOutput());
            assertThat(stream(records, "stdout")).isEqualTo(out);
            assertThat(stream(records, "stderr")).isEqualTo(err);
            for (int i = 0; i < records.size(); i++) {
                assertThat(records.get(i).get("seq").asInt()).isEqualTo(i);
            }
            assertThat(shown.standardError()).isEmpty();
        }
    }

    @Test
    void aLineOfAHundredMegabytesComesInPiecesThatAreMarked() throws Exception {
        byte[] chunk = "x".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
        long[] counted = {0, 0};
        ShownTo shown = ShownTo.by(OutputFormat.JSON, false, to -> {
            for (int i = 0; i < 100; i++) {
                to.output(StreamName.STDOUT, chunk, chunk.length);
            }
            to.outputEnded();
        });
        for (String line : new String(shown.standardOutput(), StandardCharsets.US_ASCII).split("\n", -1)) {
            if (!line.isEmpty()) {
                JsonNode record = JSON.readTree(line);
                assertThat(record.get("piece").asLong()).isEqualTo(counted[0]++);
                assertThat(record.get("eol").asBoolean()).isFalse();
                counted[1] += record.get("text").asString().length();
                assertThat(line.length()).isLessThan(LineSplitter.PIECE + 300);
            }
        }
        assertThat(counted[1]).isEqualTo(100_000_000);
    }

    private static String shown(byte[] bytes) throws Exception {
        ShownTo shown = ShownTo.by(OutputFormat.JSON, false, to -> {
            to.output(StreamName.STDOUT, bytes, bytes.length);
            to.outputEnded();
        });
        return new String(shown.standardOutput(), StandardCharsets.UTF_8);
    }

    private static List<JsonNode> records(byte[] lines) {
        return new String(lines, StandardCharsets.UTF_8)
                .lines()
                .map(JSON::readTree)
                .toList();
    }

    private static byte[] stream(List<JsonNode> records, String name) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (JsonNode record : records) {
            if (record.get("stream").asString().equals(name)) {
                all.writeBytes(
                        record.has("text")
                                ? record.get("text").asString().getBytes(StandardCharsets.UTF_8)
                                : Base64.getDecoder()
                                        .decode(record.get("base64").asString()));
                if (!record.has("eol")) {
                    all.write('\n');
                }
            }
        }
        return all.toByteArray();
    }
}
