package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cronium.payload.PayloadException;
import cronium.testkit.archives.TarBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPolicyTest {
    private static final SigningKey KEY = SigningKey.generate();
    private static final String MANIFEST = """
            version: v1
            interpreter: bash
            entrypoint: script.sh
            metadata:
              eventId: backup-db
            """;

    @TempDir
    private Path base;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "events: [backup-*]",
                "events: [other, 'backup-d?']",
                "interpreters: [bash]",
                "interpreters: [Python, BASH]",
                "notAfter: 2026-06-01T12:00:00Z",
                "{events: [backup-db], interpreters: [bash], notAfter: 2030-01-01}",
                "grants: false",
                "payloads: true",
                "",
                "{}"
            })
    void whatThePolicyAllowsIsLetIn(String policy) throws Exception {
        assertThat(verify(policy, payload(MANIFEST)).signature()).isEqualTo(new SignatureState.Verified("release"));
    }

    @Test
    void aKeyIsRefusedFromTheInstantAfterItsLast() {
        refused(
                SignatureFault.POLICY_EXPIRED,
                "notAfter: 2026-06-01T11:59:59Z",
                payload(MANIFEST),
                "the policy of the key release expects payloads until 2026-06-01T11:59:59Z, found 2026-06-01T12:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[restore-*]", "[backup]", "[]", "[BACKUP-*]", "['']"})
    void anEventThatIsNotAllowedIsRefused(String events) {
        refused(
                SignatureFault.POLICY_EVENT_NOT_ALLOWED,
                "events: " + events,
                payload(MANIFEST),
                "the policy of the key release expects an event of",
                "found 'backup-db'");
    }

    @Test
    void aPayloadOfNoEventIsRefusedAlsoWhereAnyEventIsAllowed() {
        refused(
                SignatureFault.POLICY_EVENT_NOT_ALLOWED,
                "events: ['*']",
                payload(MANIFEST.replace("eventId: backup-db", "jobId: x")),
                "expects an event of *, found none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[python]", "[python, node]", "[]"})
    void anInterpreterThatIsNotAllowedIsRefused(String interpreters) {
        refused(
                SignatureFault.POLICY_INTERPRETER_NOT_ALLOWED,
                "interpreters: " + interpreters,
                payload(MANIFEST),
                "expects an interpreter of",
                "found bash");
    }

    @Test
    void aPayloadWithoutAManifestIsRefused() {
        refused(
                SignatureFault.POLICY_NO_MANIFEST,
                "events: ['*']",
                new TarBytes().file("other", "x").gzip(),
                "expects manifest.yaml or manifest.yml at the root of the payload, found neither as a file");
    }

    /** The one that the runner will read is the one that counts, whatever the other says. */
    @Test
    void ofTwoManifestsThePreferredOneCounts() throws Exception {
        String other = MANIFEST.replace("backup-db", "other");
        refused(
                SignatureFault.POLICY_EVENT_NOT_ALLOWED,
                "events: [backup-db]",
                new TarBytes()
                        .file("manifest.yml", MANIFEST)
                        .file("manifest.yaml", other)
                        .gzip(),
                "found 'other'");
        verify(
                "events: [backup-db]",
                new TarBytes()
                        .file("manifest.yml", MANIFEST)
                        .symbolicLink("manifest.yaml", "x")
                        .file("x", other)
                        .gzip());
    }

    @Test
    void aManifestThatIsAHardLinkIsRefused() {
        refused(
                SignatureFault.POLICY_NO_MANIFEST,
                "events: [backup-db]",
                new TarBytes()
                        .file("x", MANIFEST.replace("backup-db", "other"))
                        .hardLink("manifest.yaml", "x")
                        .file("manifest.yml", MANIFEST)
                        .gzip(),
                "expects manifest.yaml as a file of its own, found a link");
    }

    @Test
    void aBrokenArchiveOrManifestIsRefusedAsWhatItIs() {
        assertThatThrownBy(() -> verify("events: ['*']", SigningFiles.ascii("no archive")))
                .isInstanceOfSatisfying(
                        PayloadException.class, e -> assertThat(e.code()).isEqualTo("archive.not-gzip"));
        assertThatThrownBy(() -> verify("events: ['*']", payload("version: v2")))
                .isInstanceOfSatisfying(
                        PayloadException.class, e -> assertThat(e.code()).isEqualTo("manifest.invalid"));
    }

    @Test
    void aKeyThatSignsNoPayloadsIsRefusedBeforeTheArchiveIsRead() {
        refused(
                SignatureFault.POLICY_PAYLOAD_NOT_ALLOWED,
                "{payloads: false, events: ['*']}",
                SigningFiles.ascii("no archive"),
                "payload p.tar.gz: the policy of the key release expects no payloads, found one");
    }

    @Test
    void aBundleIsBoundByThePolicyToo() throws Exception {
        TrustStore trust = trust("notAfter: 2026-01-01");
        PayloadFile payload = file(payload(MANIFEST));
        Refusal.of(
                SignatureFault.POLICY_EXPIRED,
                () -> BundleCheck.verify(
                        payload, SigningFiles.ascii(KEY.signBundle(payload)), trust, SigningFiles.NOW));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "event: [a]; unknown key 'event'; did you mean",
                "events: a; events: expected a list, found text; policy:1:9",
                "events:; events: expected a value, found nothing; policy:1",
                "events: [[a]]; events[0]: expected text; policy:1",
                "interpreters: [ruby]; expected bash, python or node, found 'ruby'; policy:1",
                "notAfter: soon; expected a time such as 2026-01-31T18:00:00Z, found 'soon'; policy:1",
                "grants: no; expected true or false, found 'no'; policy:1:9",
                "grants: 'false'; expected true or false, found 'false'; policy:1:9",
                "payloads: [false]; payloads: expected text, found a list; policy:1",
                "payloads:; payloads: expected a value, found nothing; policy:1",
                "notAfter: [a]; notAfter: expected text, found a list; policy:1",
                "[a]; expected keys and values, found a list; policy:1:1",
                "events: [a; not YAML; policy"
            })
    void aPolicyThatSaysNothingClearIsRefused(String policy, String word, String other) {
        Refusal.of(SignatureFault.TRUST_BAD_POLICY, () -> trust(policy), word, other);
    }

    @Test
    void aPolicyTwiceIsRefused() {
        Refusal.of(SignatureFault.TRUST_BAD_POLICY, () -> trust("events: [a]\nevents: [b]"), "events");
    }

    @Test
    void aPolicyWithoutItsKeyIsRefused() throws IOException {
        Path directory = SigningFiles.trustDirectory(base, "release", KEY);
        Files.writeString(directory.resolve("releases.policy"), "events: [a]");
        Refusal.of(
                SignatureFault.TRUST_BAD_POLICY,
                () -> TrustStore.read(directory),
                "policy " + directory.resolve("releases.policy") + ": expected a key releases.pub in",
                "found none");
    }

    @Test
    void aPolicyThatCannotBeReliedOnIsRefused() throws IOException {
        Path directory = SigningFiles.trustDirectory(base, "release", KEY);
        Path policy = directory.resolve("release.policy");
        Files.createSymbolicLink(policy, Path.of("elsewhere"));
        Refusal.of(SignatureFault.TRUST_BAD_POLICY, () -> TrustStore.read(directory), "found a symbolic link");
        Files.delete(policy);
        SigningFiles.mode(Files.writeString(policy, "events: [a]"), "rw-rw-rw-");
        Refusal.of(SignatureFault.TRUST_BAD_POLICY, () -> TrustStore.read(directory), "found mode 666");
        SigningFiles.mode(Files.writeString(policy, "#".repeat(PolicyFile.MAX_BYTES + 1)), "rw-r--r--");
        Refusal.of(SignatureFault.TRUST_BAD_POLICY, () -> TrustStore.read(directory), "at most 65536 bytes");
    }

    private void refused(SignatureFault fault, String policy, byte[] payload, String... words) {
        Refusal.of(fault, () -> verify(policy, payload), words);
    }

    private VerifiedPayload verify(String policy, byte[] payload) throws IOException, PayloadException {
        PayloadFile file = file(payload);
        return SignatureCheck.verify(file, SigningFiles.ascii(KEY.sign(file)), trust(policy), SigningFiles.NOW);
    }

    private TrustStore trust(String policy) throws IOException, SignatureException {
        Path directory = SigningFiles.trustDirectory(base, "release", KEY);
        Files.write(directory.resolve("release.policy"), policy.getBytes(StandardCharsets.UTF_8));
        SigningFiles.mode(directory.resolve("release.policy"), "rw-r--r--");
        return TrustStore.read(directory);
    }

    private PayloadFile file(byte[] content) throws IOException, SignatureException {
        return PayloadFile.read(new ByteArrayInputStream(content), "p.tar.gz", 1 << 20, base);
    }

    private static byte[] payload(String manifest) {
        return new TarBytes()
                .file("manifest.yaml", manifest)
                .file("script.sh", "true")
                .gzip();
    }
}
