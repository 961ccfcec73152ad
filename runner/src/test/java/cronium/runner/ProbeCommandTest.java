package cronium.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cronium.runner.contain.Abilities;
import cronium.runner.contain.TreeLayer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProbeCommandTest {
    @Test
    void aPersonReadsWhatThisHostCanEnforce() throws Exception {
        String text = probe();
        for (TreeLayer layer : TreeLayer.values()) {
            assertThat(text).contains("  " + layer.word());
        }
        assertThat(text.lines())
                .filteredOn(line -> line.contains("taken by default"))
                .hasSize(1);
        assertThat(text).contains("filesystem=private", "network=none", "network=tcp-connect", "seccomp");
        assertThat(text.lines().mapToInt(String::length).max().orElseThrow()).isLessThan(160);
    }

    @Test
    void aProgramReadsTheSame() throws Exception {
        Abilities abilities = Abilities.ofThisHost();
        JsonNode json = new JsonMapper().readTree(probe("--json"));
        assertThat(json.get("landlockAbi").asInt()).isEqualTo(abilities.landlockAbi());
        assertThat(json.get("seccomp").asBoolean()).isEqualTo(abilities.seccomp());
        assertThat(json.get("layers"))
                .extracting(JsonNode::asString)
                .contains("watchdog", json.get("defaultLayer").asString());
        assertThat(json.at("/sandbox/filesystem=private").asBoolean()).isEqualTo(abilities.landlockAbi() >= 3);
    }

    @Test
    void whatIsNoOptionIsRefused() {
        assertThatThrownBy(() -> probe("--yaml"))
                .isInstanceOf(UsageException.class)
                .hasMessage("probe: expected [--json], found '--yaml'");
    }

    private static String probe(String... arguments) throws UsageException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ProbeCommand(new PrintStream(out, true, StandardCharsets.UTF_8)).run(List.of(arguments));
        return out.toString(StandardCharsets.UTF_8);
    }
}
