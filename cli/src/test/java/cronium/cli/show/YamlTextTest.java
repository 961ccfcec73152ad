package cronium.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.payload.manifest.JsonValue;
import cronium.payload.manifest.ManifestException;
import cronium.payload.manifest.YamlDocument;
import cronium.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** YAML that is shown means what the answer meant, and moves no cursor. */
class YamlTextTest {
    private static final String[] PIECES = {
        "a",
        " ",
        "\n",
        "\t",
        "\r",
        "#",
        ":",
        "- ",
        "?",
        "'",
        "\"",
        "\\",
        "|",
        ">",
        "%",
        "@",
        "`",
        "{",
        "}",
        "[",
        "]",
        ",",
        "&",
        "*",
        "!",
        "null",
        "true",
        "No",
        "1",
        "-1.5e3",
        "~",
        "---",
        "...",
        "\u001b[2J",
        "\u202e",
        "\u00e4",
        "\ud83d\ude00",
        "\u2028",
        "\u0085",
        "=",
        "<<"
    };

    @Test
    void itIsReadableForPeople() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("name", new JsonValue.Text("nightly backup"));
        fields.put("version", new JsonValue.Numeral("3"));
        fields.put("like-a-number", new JsonValue.Text("3"));
        fields.put("tags", new JsonValue.Items(List.of(new JsonValue.Text("a"), new JsonValue.Text("no"))));
        fields.put(
                "files",
                new JsonValue.Items(
                        List.of(new JsonValue.Fields(Map.of("text", new JsonValue.Text("echo a\n\necho b\n"))))));
        fields.put("none", new JsonValue.Items(List.of()));
        fields.put("odd", new JsonValue.Text("\u001b[2Jx"));

        assertThat(YamlText.of(new JsonValue.Fields(fields))).isEqualTo("""
                name: nightly backup
                version: 3
                like-a-number: "3"
                tags:
                  - a
                  - "no"
                files:
                  - text: |
                      echo a

                      echo b
                none: []
                odd: "\\u001b[2Jx"
                """);
    }

    @Test
    void aParserReadsTheSameValues() throws ManifestException {
        RandomGenerator random = Seed.announced("YamlTextTest").random();
        for (int i = 0; i < 2_000; i++) {
            JsonValue value = fields(random, 3);
            String text = YamlText.of(value);
            YamlDocument read = YamlDocument.read(text.getBytes(StandardCharsets.UTF_8), "random.yaml");
            Map<String, JsonValue> back = new LinkedHashMap<>();
            read.keys().forEach(key -> back.put(key, read.value(key).orElseThrow()));
            assertThat(new JsonValue.Fields(back)).as(text).isEqualTo(value);
            assertThat(text).doesNotContain("\u001b", "\r", "\u202e", "\u0085");
        }
    }

    private static JsonValue fields(RandomGenerator random, int depth) {
        Map<String, JsonValue> values = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.put(text(random), value(random, depth - 1));
        }
        return new JsonValue.Fields(values);
    }

    private static JsonValue value(RandomGenerator random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> new JsonValue.Null();
            case 1 -> new JsonValue.Bool(random.nextBoolean());
            case 2 -> new JsonValue.Numeral(Integer.toString(random.nextInt(-99, 99)));
            case 3, 4 -> new JsonValue.Text(text(random));
            case 5 -> {
                List<JsonValue> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(value(random, depth - 1));
                }
                yield new JsonValue.Items(items);
            }
            default -> fields(random, depth);
        };
    }

    private static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
