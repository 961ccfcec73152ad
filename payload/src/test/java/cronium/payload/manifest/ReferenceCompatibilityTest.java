package cronium.payload.manifest;

import static cronium.payload.manifest.Manifests.parsed;
import static cronium.payload.manifest.Manifests.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reference's runner accepts (it decodes with yaml.v3 into strings, an int and a time). */
class ReferenceCompatibilityTest {

    @ParameterizedTest
    @ValueSource(strings = {"bash", "BASH", "Bash", "'bash'", "!!str bash"})
    void interpretersAreTakenInAnyCase(String interpreter) throws ManifestException {
        assertThat(parsed("version: v1\ninterpreter: " + interpreter + "\nentrypoint: a\n")
                        .interpreter())
                .isEqualTo(Interpreter.BASH);
    }

    @ParameterizedTest
    @CsvSource({
        "script.sh, script.sh",
        "./script.sh, script.sh",
        "a//./b.sh, a/b.sh",
        "...sh, ...sh",
        "a..b/..c, a..b/..c",
        "a\\..\\b, a\\..\\b",
        "-rf, -rf",
    })
    void entrypointsAreNormalised(String written, String path) throws ManifestException {
        assertThat(parsed("version: v1\ninterpreter: bash\nentrypoint: " + written + "\n")
                        .entrypoint())
                .isEqualTo(path);
    }

    @Test
    void environmentValuesAreTheirSourceText() throws ManifestException {
        assertThat(
                        with("environment: {A: 8080, B: true, C: 1.50, D: 0x1F, E: ~, F: null, G: , H: 'null', I: 2025-01-01,"
                                        + " J: !!int 7}")
                                .environment())
                .containsExactly(
                        entry("A", "8080"),
                        entry("B", "true"),
                        entry("C", "1.50"),
                        entry("D", "0x1F"),
                        entry("E", ""),
                        entry("F", ""),
                        entry("G", ""),
                        entry("H", "null"),
                        entry("I", "2025-01-01"),
                        entry("J", "7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"arguments:", "environment:", "metadata:", "limits: ~", "sandbox: null", "environment: {}"})
    void anEmptySectionIsAnAbsentOne(String section) throws ManifestException {
        assertThat(with(section)).isEqualTo(with(""));
    }

    @Test
    void emptyMetadataIsAbsent() throws ManifestException {
        assertThat(with("""
                        metadata:
                          jobId: ''
                          eventId:
                          eventVersion: ~
                          createdAt: ''
                          executionId: ''
                          apiToken: ''
                          apiEndpoint: ''
                          inputData: null
                          extra: {}
                        """).metadata()).isEqualTo(Metadata.none());
    }

    @Test
    void identifiersMayBeWrittenAsNumbers() throws ManifestException {
        assertThat(with("metadata: {jobId: 123, eventId: 007}").metadata())
                .satisfies(metadata -> assertThat(metadata.jobId()).contains("123"))
                .satisfies(metadata -> assertThat(metadata.eventId()).contains("007"));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "0, 0",
        "-3, -3",
        "+4, 4",
        "1_000, 1000",
        "0x10, 16",
        "0o17, 15",
        "017, 15",
        "0b101, 5",
        "3.0, 3",
        "08, 8",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
    })
    void eventVersionsAreTheIntegersOfYaml(String written, long version) throws ManifestException {
        assertThat(with("metadata: {eventVersion: " + written + "}").metadata().eventVersion())
                .hasValue(version);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-08-05T07:00:00Z, 2025-08-05T07:00:00Z",
        "'\"2025-08-05T07:00:00Z\"', 2025-08-05T07:00:00Z",
        "2025-08-05t07:00:00.123456789z, 2025-08-05T07:00:00.123456789Z",
        "2025-08-05T07:00:00.1234567891+02:00, 2025-08-05T05:00:00.123456789Z",
        "2025-08-05T07:00:00-05:30, 2025-08-05T12:30:00Z",
        "2025-08-05 07:00:00, 2025-08-05T07:00:00Z",
        "2025-08-05 07:00:00.5, 2025-08-05T07:00:00.500Z",
        "2025-08-05 07:00:00 +2, 2025-08-05T05:00:00Z",
        "2025-08-05, 2025-08-05T00:00:00Z",
        "2025-8-5T7:0:0Z, 2025-08-05T07:00:00Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    })
    void creationTimesMayHaveTheFormsOfYaml(String written, Instant instant) throws ManifestException {
        assertThat(with("metadata: {createdAt: " + written + "}").metadata().createdAt())
                .contains(instant);
    }

    @Test
    void extraAndInputDataAreFree() throws ManifestException {
        Metadata metadata = with("metadata: {inputData: [a], extra: {apiToken: named-freely, 1: {x: .inf}}}")
                .metadata();

        assertThat(metadata.inputData()).isPresent();
        assertThat(metadata.extra()).containsOnlyKeys("apiToken", "1");
    }
}
