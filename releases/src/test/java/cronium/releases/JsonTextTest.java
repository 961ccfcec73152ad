package cronium.releases;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.payload.manifest.JsonValue;
import cronium.payload.signing.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    @Test
    void itIsReadAsWhatWasWritten() throws Exception {
        Map<String, JsonValue> values = new LinkedHashMap<>();
        values.put("a \"name\"\\", new JsonValue.Text("line\nbell\u0007 é 😀"));
        values.put("empty", new JsonValue.Fields(Map.of()));
        values.put("none", new JsonValue.Items(List.of()));
        values.put("some", new JsonValue.Items(List.of(new JsonValue.Numeral("-1.5e3"), new JsonValue.Null())));
        values.put("truth", new JsonValue.Bool(true));

        String text = JsonText.of(new JsonValue.Fields(values));

        assertThat(Json.object(text.getBytes(StandardCharsets.UTF_8)).values()).isEqualTo(values);
        assertThat(text).endsWith("\"truth\": true\n}\n").contains("\"none\": [],\n  \"some\": [\n    -1.5e3,\n");
    }
}
