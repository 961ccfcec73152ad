package cronium.payload.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.documents.Document;
import cronium.testkit.documents.TableRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code docs/payload-format.md} and the manifest package say the same. */
class ManifestDocsTest {
    private final Document document;

    ManifestDocsTest() throws IOException {
        document = Document.read("docs/payload-format.md");
    }

    @Test
    void everyFaultOfAManifestIsDocumentedAndNoOther() {
        assertThat(TableRow.faultCodes(document.rowsUnder("Faults of a manifest")))
                .containsExactlyElementsOf(Arrays.stream(ManifestFault.values())
                        .map(ManifestFault::code)
                        .toList());
    }

    @Test
    void everyKeyIsDocumentedAndNoOther() {
        List<String> keys = new ArrayList<>(ManifestReader.KEYS);
        MetadataReader.KEYS.forEach(key -> keys.add("metadata." + key));
        LimitsReader.KEYS.forEach(key -> keys.add("limits." + key));
        SandboxReader.KEYS.forEach(key -> keys.add("sandbox." + key));
        keys.add("sandbox.network." + NetworkReader.TCP_CONNECT);

        assertThat(document.rowsUnder("Keys")).extracting(row -> row.code(0)).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void everyExampleOfAKeyIsAccepted() throws ManifestException {
        for (TableRow row : document.rowsUnder("Keys")) {
            String[] path = row.code(0).split("\\.", -1);
            String value = row.code(4);
            for (int i = path.length - 1; i > 0; i--) {
                value = "{" + path[i] + ": " + value + "}";
            }
            parse(manifestWith(path[0], value), row.code(0));
        }
    }

    @Test
    void everyBoundIsDocumentedWithItsValueAndFault() {
        Map<String, String> bounds = Map.of(
                "MAX_BYTES", ManifestParser.MAX_BYTES + " manifest.too-large",
                "MAX_DEPTH", ManifestParser.MAX_DEPTH + " manifest.too-complex",
                "MAX_ALIASES", ManifestParser.MAX_ALIASES + " manifest.too-complex",
                "MAX_NODES", ManifestParser.MAX_NODES + " manifest.too-complex",
                "MAX_CHARACTERS", ManifestParser.MAX_CHARACTERS + " manifest.too-complex");

        assertThat(document.rowsUnder("Bounds of a manifest"))
                .extracting(row -> Map.entry(row.code(0), row.cell(1) + " " + row.code(3)))
                .containsExactlyInAnyOrderElementsOf(bounds.entrySet());
    }

    @Test
    void everyExampleOfTheGrammarIsRead() {
        for (TableRow row : document.rowsUnder("Grammar of values")) {
            List<String> examples = row.codes(2).toList();
            assertThat(examples).as(row.cell(0)).isNotEmpty();
            assertThat(examples).allSatisfy(example -> {
                switch (row.cell(0)) {
                    case "duration" -> DurationText.parse(example);
                    case "size" -> SizeText.parse(example);
                    case "variable name" ->
                        assertThat(EnvironmentName.fault(example)).isEmpty();
                    case "execution id" ->
                        assertThat(ExecutionId.fault(example)).isEmpty();
                    case "time" -> assertThat(TimestampText.parse(example)).isPresent();
                    case "`eventVersion`" ->
                        assertThat(WholeNumber.ofYaml(example)).isPresent();
                    default -> throw new AssertionError("a grammar that this test does not know: " + row.cell(0));
                }
            });
        }
    }

    @Test
    void theManifestsShownAreAccepted() throws ManifestException {
        assertThat(document.blocks("yaml")).isNotEmpty();
        for (String manifest : document.blocks("yaml")) {
            parse(manifest, "block");
        }
    }

    /** The shortest manifest, its line of that key replaced if it has one. */
    private static String manifestWith(String key, String value) {
        Map<String, String> lines =
                new LinkedHashMap<>(Map.of("version", "v1", "interpreter", "bash", "entrypoint", "script.sh"));
        lines.put(key, value);
        StringBuilder manifest = new StringBuilder();
        lines.forEach(
                (name, text) -> manifest.append(name).append(": ").append(text).append('\n'));
        return manifest.toString();
    }

    private static void parse(String manifest, String name) throws ManifestException {
        ManifestParser.parse(manifest.getBytes(StandardCharsets.UTF_8), name);
    }
}
