package cronium.releases;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.payload.PayloadException;
import cronium.payload.signing.SigningKey;
import cronium.payload.signing.TrustStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault of a version is found, under its own code, in the file that has it. */
class ReleaseCheckTest {
    private static final SigningKey KEY = SigningKey.generate();
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final String RUNNER = "cronium-runner-linux-amd64";

    @TempDir
    private Path base;

    private RunnerStore store = new RunnerStore(Path.of(""));
    private Path trust = Path.of("");

    @BeforeEach
    void trustTheKey() throws IOException {
        store = new RunnerStore(base.resolve("store"));
        trust = Files.createDirectory(
                base.resolve("trust"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(trust.resolve("ci.pub"), KEY.publicKeyPem());
    }

    @Test
    void aSoundVersionHasNoFindings() throws Exception {
        ReleaseReport report = check(SmallRelease.of("1.2.3", KEY));

        assertThat(report.findings()).isEmpty();
        assertThat(report.isSound()).isTrue();
        assertThat(report.platforms()).containsExactly("linux/amd64");
        assertThat(report.signers()).containsExactly("ci");
        assertThat(new VersionFolder(store.folder(new Version("1.2.3")), new Findings()).names())
                .containsExactlyInAnyOrder(
                        RUNNER,
                        RUNNER + ".sig",
                        RUNNER + ".cdx.json",
                        RUNNER + ".cdx.json.sig",
                        RUNNER + ".intoto.json",
                        "SHA256SUMS",
                        "SHA256SUMS.sig");
    }

    @ParameterizedTest
    @CsvSource({
        RUNNER + ",            file.changed",
        RUNNER + ".sig,        signature.untrusted",
        RUNNER + ".cdx.json,   file.changed",
        RUNNER + ".cdx.json.sig, signature.untrusted",
        RUNNER + ".intoto.json, signature.untrusted",
        "SHA256SUMS,           signature.untrusted",
        "SHA256SUMS.sig,       signature.untrusted"
    })
    void oneChangedCharacterOfAFileIsFound(String name, String code) throws Exception {
        SmallRelease release = SmallRelease.of("1.2.3", KEY);
        release.publish(store);
        Path file = store.folder(release.version()).resolve(name);
        byte[] content = Files.readAllBytes(file);
        // In a digest, a quoted text or base64: it stays what it is, but for what it says.
        int at = name.endsWith(".intoto.json") ? 40 : name.endsWith(".sig") ? 20 : 5;
        content[at] = (byte) (content[at] == '1' ? '2' : '1');
        Files.write(file, content);

        ReleaseReport report = verify(release.version());

        assertThat(report.isSound()).isFalse();
        assertThat(report.findings()).extracting(Finding::code).contains(code);
        assertThat(report.findings())
                .allSatisfy(finding ->
                        assertThat(finding.message()).contains("expected").contains("found"));
        assertThat(report.findings())
                .extracting(Finding::sentence)
                .anySatisfy(said -> assertThat(said).contains(name.replace(".sig", "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                RUNNER,
                RUNNER + ".sig",
                RUNNER + ".cdx.json",
                RUNNER + ".cdx.json.sig",
                RUNNER + ".intoto.json",
                "SHA256SUMS",
                "SHA256SUMS.sig"
            })
    void aMissingFileIsNamed(String name) throws Exception {
        SmallRelease release = SmallRelease.of("1.2.3", KEY);
        release.publish(store);
        Files.delete(store.folder(release.version()).resolve(name));

        assertThat(verify(release.version()).findings())
                .contains(new Finding("file.missing", name, "expected a file, found none"));
    }

    @Test
    void anExtraFileIsNamed() throws Exception {
        SmallRelease release = SmallRelease.of("1.2.3", KEY);
        release.publish(store);
        Files.writeString(store.folder(release.version()).resolve("cronium-runner-linux-riscv64"), "not listed");

        found(verify(release.version()), "file.extra", "cronium-runner-linux-riscv64", "SHA256SUMS does not have");
    }

    @Test
    void aLinkInPlaceOfARunnerIsNotFollowed() throws Exception {
        SmallRelease release = SmallRelease.of("1.2.3", KEY);
        release.publish(store);
        Path runner = store.folder(release.version()).resolve(RUNNER);
        Path elsewhere = Files.move(runner, base.resolve("elsewhere"));
        Files.createSymbolicLink(runner, elsewhere);

        found(verify(release.version()), "file.unreadable", RUNNER, "expected a file, found a link");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "version": "1.2.3" | "version": "1.2.4"     | expected version of cronium-runner-linux-amd64 1.2.3, found 1.2.4
            "alg": "SHA-256"   | "alg": "SHA-512"       | found none
            "lib/a.jar"        | "lib/b.jar"            | expected sha256 of lib/b.jar none in the runner
            "25.0.1"           | "25.0.2"               | expected version of java.base 25.0.1, found 25.0.2
            "value": "jdk.unsupported" | "value": "java.sql" | expected version of jdk.unsupported 25.0.1, found no component
            """)
    void anSbomThatSaysAnotherThingThanTheRunnerIsFound(String right, String wrong, String said) throws Exception {
        SmallRelease release = SmallRelease.of("1.2.3", KEY).withSbom(text -> text.replace(right, wrong));

        found(check(release), "sbom.mismatch", RUNNER + ".cdx.json", said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CycloneDX          | SPDX          | found another format than CycloneDX 1.6
            "1.6"              | "1.5"         | found another format than CycloneDX 1.6
            "components"       | "parts"       | found no list in components
            cronium:path       | cronium:place | components without a place of their own
            "bomFormat"        | bomFormat     | found text that is not JSON
            """)
    void anSbomOfAnotherFormIsFound(String right, String wrong, String said) throws Exception {
        SmallRelease release = SmallRelease.of("1.2.3", KEY).withSbom(text -> text.replace(right, wrong));

        found(check(release), "sbom.malformed", RUNNER + ".cdx.json", said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "version": "1.2.3" | "version": "1.2.4"       | expected version 1.2.3, found 1.2.4
            linux/amd64        | linux/arm64              | expected platform linux/amd64, found linux/arm64
            RUNNER.cdx.json    | another.cdx.json         | expected subjects
            "sha256": "        | "sha256": "0             | expected subjects
            """)
    void provenanceOfSomethingElseIsFound(String right, String wrong, String said) throws Exception {
        SmallRelease release = SmallRelease.of("1.2.3", KEY)
                .withStatement(text -> text.replace(right.replace("RUNNER", RUNNER), wrong));

        found(check(release), "provenance.mismatch", RUNNER + ".intoto.json", said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Statement/v1       | Statement/v0.1           | found another _type
            provenance/v1      | provenance/v0.2          | found another predicateType
            build-runner:v1    | build-runner:v2          | found another buildType
            "subject"          | "subjects"               | found no list in subject
            """)
    void provenanceOfAnotherFormIsFound(String right, String wrong, String said) throws Exception {
        SmallRelease release = SmallRelease.of("1.2.3", KEY).withStatement(text -> text.replace(right, wrong));

        found(check(release), "provenance.malformed", RUNNER + ".intoto.json", said);
    }

    @Test
    void aSignedStatementThatWasChangedIsNotTrustedAndReadAllTheSame() throws Exception {
        SmallRelease release = SmallRelease.of("1.2.3", KEY);
        release.publish(store);
        Path file = store.folder(release.version()).resolve(RUNNER + ".intoto.json");
        String envelope = Files.readString(file);
        String payload = envelope.split("\"payload\": \"", -1)[1].split("\"", -1)[0];
        String changed =
                new String(Base64.getDecoder().decode(payload), StandardCharsets.UTF_8).replace("1.2.3", "1.2.4");
        Files.writeString(
                file,
                envelope.replace(
                        payload, Base64.getEncoder().encodeToString(changed.getBytes(StandardCharsets.UTF_8))));

        ReleaseReport report = verify(release.version());

        found(report, "signature.untrusted", RUNNER + ".intoto.json", "expected a signature of a trusted key");
        found(report, "provenance.mismatch", RUNNER + ".intoto.json", "expected version 1.2.3, found 1.2.4");
    }

    @Test
    void aVersionUnderAnotherNameIsFound() throws Exception {
        SmallRelease release = SmallRelease.of("1.2.3", KEY);
        release.publish(store);
        Version other = new Version("1.2.4");
        Files.move(store.folder(release.version()), store.folder(other));

        ReleaseReport report = verify(other);

        found(report, "provenance.mismatch", RUNNER + ".intoto.json", "expected version 1.2.4, found 1.2.3");
        found(report, "sbom.mismatch", RUNNER + ".cdx.json", "1.2.4, found 1.2.3");
    }

    @Test
    void aKeyThatIsNotTrustedIsFoundInEverySignature() throws Exception {
        ReleaseReport report = check(SmallRelease.of("1.2.3", SigningKey.generate()));

        assertThat(report.findings())
                .extracting(Finding::code)
                .containsExactly(
                        "signature.untrusted", "signature.untrusted", "signature.untrusted", "signature.untrusted");
        assertThat(report.signers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            runners: false                        | policy.runner-not-allowed
            events: [backup-*]                    | policy.runner-not-allowed
            interpreters: [bash]                  | policy.runner-not-allowed
            notAfter: 2026-06-01T11:59:59Z        | policy.expired
            """)
    void aKeyThatMayNotSignRunnersIsFound(String policy, String code) throws Exception {
        Files.writeString(trust.resolve("ci.policy"), policy + "\n");

        ReleaseReport report = check(SmallRelease.of("1.2.3", KEY));

        assertThat(report.findings())
                .extracting(Finding::code)
                .containsOnly(code)
                .hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{events: [backup-*], runners: true}", "payloads: false", "grants: false"})
    void otherPoliciesLetRunnersIn(String policy) throws Exception {
        Files.writeString(trust.resolve("ci.policy"), policy + "\n");

        assertThat(check(SmallRelease.of("1.2.3", KEY)).findings()).isEmpty();
    }

    @Test
    void aListOfDigestsWithAnythingElseIsFound() throws Exception {
        for (String wrong : List.of("", "not a digest\n", "0".repeat(64) + "  ../up\n", "0".repeat(64) + " *a\n")) {
            SmallRelease release = SmallRelease.of("1.2.3", KEY);
            release.publish(store);
            Files.writeString(store.folder(release.version()).resolve("SHA256SUMS"), wrong);
            found(verify(release.version()), "sums.malformed", "SHA256SUMS", "expected");
            Disk.remove(store.folder(release.version()));
        }
    }

    private ReleaseReport check(SmallRelease release) throws IOException, PayloadException {
        release.publish(store);
        return verify(release.version());
    }

    private ReleaseReport verify(Version version) throws IOException, PayloadException {
        return ReleaseCheck.check(version, store.folder(version), TrustStore.read(trust), NOW);
    }

    private static void found(ReleaseReport report, String code, String file, String said) {
        assertThat(report.isSound()).isFalse();
        assertThat(report.findings()).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.file()).isEqualTo(file);
            assertThat(finding.message()).contains(said);
        });
    }
}
