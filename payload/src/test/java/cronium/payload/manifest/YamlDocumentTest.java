package cronium.payload.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** YAML whose rules are somebody else's. */
class YamlDocumentTest {
    @Test
    void valuesComeAsJsonOrAsTheTextThatWasWritten() throws ManifestException {
        YamlDocument document = read("a: {x: True, y: 1.10, z: }\nb: [007, yes]\n");

        assertThat(document.keys()).containsExactly("a", "b");
        assertThat(document.value("a"))
                .contains(new JsonValue.Fields(Map.of(
                        "x", new JsonValue.Bool(true), "y", new JsonValue.Numeral("1.10"), "z", new JsonValue.Null())));
        assertThat(document.texts("a"))
                .contains(new JsonValue.Fields(Map.of(
                        "x", new JsonValue.Text("True"), "y", new JsonValue.Text("1.10"), "z", new JsonValue.Null())));
        assertThat(document.texts("b"))
                .contains(new JsonValue.Items(List.of(new JsonValue.Text("007"), new JsonValue.Text("yes"))));
        assertThat(document.value("c")).isEmpty();
    }

    @Test
    void aFaultIsToldWithThePlaceOfItsValueOrOfTheNearestAroundIt() throws ManifestException {
        YamlDocument document = read("limits:\n  timeout: 10 bananas\ntags:\n- good\n-  Bad\n");

        assertThat(document.located("limits.timeout", "expected a duration"))
                .isEqualTo("event.yaml:2:12: limits.timeout: expected a duration");
        assertThat(document.located("limits.memory", "too much")).isEqualTo("event.yaml:2:3: limits.memory: too much");
        assertThat(document.located("tags[1]", "no tag")).isEqualTo("event.yaml:5:4: tags[1]: no tag");
        assertThat(document.located("tags[99]", "no tag")).startsWith("event.yaml:4:1: ");
        assertThat(document.located("", "empty")).isEqualTo("event.yaml:1:1: empty");
        assertThat(document.located("x[", "odd")).startsWith("event.yaml:1:1: ");
    }

    @Test
    void aKeyThatIsNotKnownIsToldWithTheNearestThatIs() throws ManifestException {
        assertThat(read("name: x\ndescripton: y\n").unknown(List.of("name", "description")))
                .containsExactly("event.yaml:2:1: unknown key 'descripton'; did you mean 'description'?");
    }

    @Test
    void whatIsNoMappingIsRefused() {
        assertThatThrownBy(() -> read("- a\n- b\n"))
                .isInstanceOf(ManifestException.class)
                .hasMessage("event.yaml:1:1: expected keys and values, found a list");
        assertThatThrownBy(() -> read("a: [\n")).hasMessageContaining("not YAML");
    }

    @Test
    void nothingIsAMappingWithoutKeys() throws ManifestException {
        assertThat(read("").keys()).isEmpty();
    }

    private static YamlDocument read(String text) throws ManifestException {
        return YamlDocument.read(text.getBytes(StandardCharsets.UTF_8), "event.yaml");
    }
}
