package cronium.payload.manifest;

import static cronium.payload.manifest.Manifests.lines;
import static cronium.payload.manifest.Manifests.parsed;
import static cronium.payload.manifest.Manifests.refused;
import static cronium.payload.manifest.Manifests.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import cronium.testkit.manifests.ValidManifest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ManifestParserTest {

    @Test
    void theShortestManifestHasDefaultsForAllElse() throws ManifestException {
        assertThat(parsed(ValidManifest.SHORTEST))
                .isEqualTo(new Manifest(
                        Interpreter.BASH,
                        "script.sh",
                        List.of(),
                        Map.of(),
                        Metadata.none(),
                        Limits.none(),
                        Sandbox.host()));
    }

    @Test
    void aFullManifestKeepsWhatItSays() throws ManifestException {
        Manifest manifest = parsed(ValidManifest.FULL);

        assertThat(manifest.interpreter()).isEqualTo(Interpreter.PYTHON);
        assertThat(manifest.entrypoint()).isEqualTo("bin/job.py");
        assertThat(manifest.arguments()).containsExactly("--verbose", "3", "two words");
        assertThat(manifest.environment())
                .containsExactly(
                        entry("PORT", "8080"), entry("DEBUG", "true"), entry("EMPTY", ""), entry("MOTTO", "café — 漢字"));
        assertThat(manifest.limits())
                .isEqualTo(new Limits(
                        Optional.of(Duration.ofMinutes(90)),
                        Optional.of(Duration.ZERO),
                        Optional.of(Duration.ofSeconds(90)),
                        OptionalLong.of(512L << 20),
                        OptionalLong.of(1_000_000_000),
                        OptionalLong.of(65536),
                        Optional.of(OutputExcess.TRUNCATE),
                        OptionalLong.of(1L << 30),
                        OptionalInt.of(64),
                        OptionalInt.of(256)));
        assertThat(manifest.sandbox())
                .isEqualTo(new Sandbox(
                        Filesystem.PRIVATE,
                        new Network.TcpConnect(List.of(80, 443)),
                        List.of("/etc/ssl"),
                        List.of("/var/lib/app")));
    }

    @Test
    void aFullManifestKeepsItsMetadata() throws ManifestException {
        Metadata metadata = parsed(ValidManifest.FULL).metadata();

        JsonValue data = new JsonValue.Fields(Map.of(
                "rows",
                new JsonValue.Items(List.of(
                        new JsonValue.Numeral("1"),
                        new JsonValue.Numeral("2.5"),
                        new JsonValue.Null(),
                        new JsonValue.Bool(true),
                        new JsonValue.Text("text"))),
                "when",
                new JsonValue.Text("2025-08-05")));
        assertThat(metadata)
                .isEqualTo(new Metadata(
                        Optional.of("123"),
                        Optional.of("event-456"),
                        OptionalLong.of(7),
                        Optional.of(Instant.parse("2025-08-05T07:00:00Z")),
                        Optional.of(new ExecutionId("exec-1.a_B")),
                        Optional.of("nightly"),
                        Optional.of("schedule"),
                        Optional.of("https://control.invalid/api"),
                        Optional.of(data),
                        Map.of("anything", data, "block", new JsonValue.Text("two\nlines\n"))));
    }

    @Test
    void allFaultsAreReportedAtOnceInTheOrderOfTheText() {
        ManifestException refused = refused("""
                version: v2
                interpreter: perl
                environment:
                  CRONIUM_X: a
                  B: [c]
                metadata: {extra: !!set {a: b}}
                limits: {timeout: soon}
                """);

        assertThat(lines(refused))
                .containsExactly(
                        "manifest.yaml:1:1: entrypoint: expected the script's path inside the payload, found nothing",
                        "manifest.yaml:1:10: version: expected v1, found 'v2'",
                        "manifest.yaml:2:14: interpreter: expected one of bash, python, node, found 'perl'",
                        "manifest.yaml:4:3: environment: names that begin with CRONIUM_ are reserved for the runner,"
                                + " found 'CRONIUM_X'",
                        "manifest.yaml:5:6: environment.B: expected text, found a list",
                        "manifest.yaml:6:19: tag '!!set' is not allowed here; remove it",
                        "manifest.yaml:7:19: limits.timeout: expected a duration such as 90s, 10m, 1h30m or 500ms (a"
                                + " plain number is seconds), found 'soon'");
        assertThat(refused.problems()).hasSize(7);
        assertThat(refused.problems().get(4))
                .isEqualTo(new Problem(5, 6, "environment.B", "expected text, found a list"));
    }

    @Test
    void faultsFoundBeforeTheYamlBreaksAreKept() {
        ManifestException refused = refused("version: v1\nversion: v1\nentrypoint: [\n");

        assertThat(refused.code()).isEqualTo("manifest.not-yaml");
        assertThat(lines(refused).getFirst()).contains("2:1: duplicate key 'version'");
        assertThat(refused.problems()).hasSize(2);
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreTolerated() throws ManifestException {
        String text = "\uFEFF" + ValidManifest.SHORTEST.replace("\n", "\r\n");

        assertThat(parsed(text)).isEqualTo(parsed(ValidManifest.SHORTEST));
        assertThat(lines(refused("\uFEFFversion: v2\r\ninterpreter: bash\r\nentrypoint: /a\r\n")))
                .first()
                .asString()
                .startsWith("manifest.yaml:1:10: ");
    }

    @Test
    void columnsCountCharactersAndNotBytesOrUtf16Units() {
        assertThat(refused(ValidManifest.SHORTEST + "environment: {A: '😀é', B: [c]}\n")
                        .problems())
                .containsExactly(new Problem(4, 27, "environment.B", "expected text, found a list"));
    }

    @Test
    void theFileNameInMessagesIsTheGivenOne() {
        assertThat(catchThrowable(() -> ManifestParser.parse(new byte[0], "manifest.yml\u001b[2J")))
                .hasMessageStartingWith("manifest.yml\\u{1b}[2J:1:1: ");
    }

    @Test
    void anAliasIsReadAsItsValueAndItsFaultsStandWhereItStands() throws ManifestException {
        assertThat(with("arguments: [&a x, *a, &a y, *a]").arguments()).containsExactly("x", "x", "y", "y");
        assertThat(refused(ValidManifest.SHORTEST + "metadata: {jobId: &a [x], eventId: *a}\n")
                        .problems())
                .extracting(Problem::path, Problem::column)
                .containsExactly(tuple("metadata.jobId", 19), tuple("metadata.eventId", 36));
    }

    @Test
    void theBoundsAreReachedWithoutRefusal() throws ManifestException {
        assertThat(with("metadata: {inputData: " + "[".repeat(30) + "]".repeat(30) + "}")
                        .metadata()
                        .inputData())
                .isPresent();
        assertThat(with("arguments: [&a x" + ", *a".repeat(256) + "]").arguments())
                .hasSize(257);
        String padding = "#".repeat(ManifestParser.MAX_BYTES - ValidManifest.SHORTEST.length());
        assertThat(parsed(ValidManifest.SHORTEST + padding)).isEqualTo(parsed(ValidManifest.SHORTEST));
    }
}
