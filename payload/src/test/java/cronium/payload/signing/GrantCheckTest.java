package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cronium.payload.manifest.ExecutionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantCheckTest {
    private static final SigningKey KEY = SigningKey.generate();
    private static final ExecutionId EXECUTION = new ExecutionId("exec-1");
    private static final RunFacts RUN = new RunFacts("web-1", EXECUTION, SigningFiles.NOW);

    @TempDir
    private Path base;

    private PayloadFile payload;
    private Path directory;
    private Grant grant;

    @BeforeEach
    void makeGrant() throws IOException, SignatureException {
        payload = SigningFiles.payload(base, "the payload");
        directory = SigningFiles.trustDirectory(base, "release", KEY);
        grant = new Grant(
                payload.sha256(),
                EXECUTION,
                List.of("db-1", "web-1"),
                Optional.of(SigningFiles.NOW),
                SigningFiles.NOW,
                List.of("REGION"));
    }

    @Test
    void aGrantForThisRunIsAccepted() throws Exception {
        VerifiedGrant verified = verify(grant.document(), RUN);
        assertThat(verified.grant()).isEqualTo(grant);
        assertThat(verified.keyName()).isEqualTo("release");
        assertThat(verified.identity())
                .isEqualTo(PayloadFile.of("", grant.document()).sha256());
    }

    @ParameterizedTest
    @EnumSource(KeyAlgorithm.class)
    void itsIdentityIsTheSameWhoeverSignsIt(KeyAlgorithm algorithm) throws Exception {
        SigningKey key = SigningKey.generate(algorithm);
        SigningFiles.trustDirectory(base, "another", key);
        byte[] document = grant.document();
        assertThat(verify(document, sign(key, document), RUN).identity())
                .isEqualTo(verify(document, RUN).identity());
    }

    @Test
    void itIsReadFromBesideThePayload() throws Exception {
        Path path = base.resolve("p.tar.gz");
        TrustStore trust = TrustStore.read(directory);
        Refusal.of(
                SignatureFault.GRANT_MISSING,
                () -> GrantCheck.verify(payload, path, trust, RUN),
                "payload p.tar.gz: expected a grant in " + path + ".grant, found no such file");
        Files.write(base.resolve("p.tar.gz.grant"), grant.document());
        Refusal.of(
                SignatureFault.SIGNATURE_MISSING,
                () -> GrantCheck.verify(payload, path, trust, RUN),
                "expected a signature in " + path + ".grant.sig");
        Files.write(base.resolve("p.tar.gz.grant.sig"), sign(KEY, grant.document()));
        assertThat(GrantCheck.verify(payload, path, trust, RUN).grant()).isEqualTo(grant);
    }

    @ParameterizedTest
    @EnumSource(KeyAlgorithm.class)
    void aBundleSignsItToo(KeyAlgorithm algorithm) throws Exception {
        SigningKey key = SigningKey.generate(algorithm);
        TrustStore trust = TrustStore.read(SigningFiles.trustDirectory(base, "ops", key));
        Path path = base.resolve("p.tar.gz");
        Files.write(base.resolve("p.tar.gz.grant"), grant.document());
        Path bundle = base.resolve("p.tar.gz.grant.sigstore.json");
        Files.writeString(bundle, key.signBundle(PayloadFile.of("grant", grant.document())));
        VerifiedGrant verified = GrantCheck.verify(payload, path, trust, RUN);
        assertThat(verified.keyName()).isEqualTo("ops");
        assertThat(verified.identity()).isEqualTo(verify(grant.document(), RUN).identity());
    }

    @Test
    void ofABundleAndASignatureBothMustBeRight() throws Exception {
        TrustStore trust = TrustStore.read(directory);
        Path path = base.resolve("p.tar.gz");
        Path signature = base.resolve("p.tar.gz.grant.sig");
        Path bundle = base.resolve("p.tar.gz.grant.sigstore.json");
        PayloadFile document = PayloadFile.of("grant", grant.document());
        Files.write(base.resolve("p.tar.gz.grant"), grant.document());
        Files.writeString(signature, SigningKey.generate().sign(document));
        Files.writeString(bundle, KEY.signBundle(document));
        Refusal.of(SignatureFault.SIGNATURE_UNTRUSTED, () -> GrantCheck.verify(payload, path, trust, RUN));
        Files.writeString(signature, KEY.sign(document));
        assertThat(GrantCheck.verify(payload, path, trust, RUN).grant()).isEqualTo(grant);
        Files.writeString(bundle, KEY.signBundle(payload));
        Refusal.of(
                SignatureFault.BUNDLE_WRONG_DIGEST,
                () -> GrantCheck.verify(payload, path, trust, RUN),
                "bundle of grant of p.tar.gz");
        Files.writeString(bundle, SigningKey.generate().signBundle(document));
        Refusal.of(SignatureFault.SIGNATURE_UNTRUSTED, () -> GrantCheck.verify(payload, path, trust, RUN));
    }

    @Test
    void aPolicyAgainstGrantsHoldsForABundleToo() throws Exception {
        Path policy = Files.writeString(directory.resolve("release.policy"), "grants: false");
        SigningFiles.mode(policy, "rw-r--r--");
        Files.write(base.resolve("p.tar.gz.grant"), grant.document());
        PayloadFile document = PayloadFile.of("grant", grant.document());
        Files.writeString(base.resolve("p.tar.gz.grant.sigstore.json"), KEY.signBundle(document));
        Refusal.of(
                SignatureFault.POLICY_GRANT_NOT_ALLOWED,
                () -> GrantCheck.verify(payload, base.resolve("p.tar.gz"), TrustStore.read(directory), RUN));
    }

    @Test
    void anotherPayloadIsRefused() throws Exception {
        PayloadFile other = SigningFiles.payload(base, "another payload");
        Refusal.of(
                SignatureFault.GRANT_OTHER_PAYLOAD,
                () -> GrantCheck.verify(
                        other, grant.document(), sign(KEY, grant.document()), TrustStore.read(directory), RUN),
                "grant of p.tar.gz: expected one for sha256 " + other.sha256() + ", found one for " + payload.sha256());
    }

    @Test
    void anotherExecutionIsRefused() {
        refused(
                SignatureFault.GRANT_OTHER_EXECUTION,
                new RunFacts("web-1", new ExecutionId("exec-2"), SigningFiles.NOW),
                "expected one for the execution exec-2, found one for exec-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"web-2", "web-1.example.org", "", "web"})
    void anotherHostIsRefused(String host) {
        refused(
                SignatureFault.GRANT_OTHER_HOST,
                new RunFacts(host, EXECUTION, SigningFiles.NOW),
                "expected one for the host " + host + ", found one for db-1, web-1");
    }

    @Test
    void aHostsNameHasNoCase() throws Exception {
        verify(grant.document(), new RunFacts("WEB-1", EXECUTION, SigningFiles.NOW));
    }

    @Test
    void anInstantTooEarlyOrTooLateIsRefused() {
        Instant early = SigningFiles.NOW.minusNanos(1);
        Instant late = SigningFiles.NOW.plusNanos(1);
        refused(
                SignatureFault.GRANT_NOT_YET_VALID,
                new RunFacts("web-1", EXECUTION, early),
                "expected one for now, " + early + ", found one for not before " + SigningFiles.NOW);
        refused(
                SignatureFault.GRANT_EXPIRED,
                new RunFacts("web-1", EXECUTION, late),
                "expected one for now, " + late + ", found one for not after " + SigningFiles.NOW);
    }

    @Test
    void aGrantOfAStrangerARevokedOrAnExpiredKeyIsRefused() throws Exception {
        byte[] document = grant.document();
        Refusal.of(
                SignatureFault.SIGNATURE_UNTRUSTED,
                () -> verify(document, sign(SigningKey.generate(), document), RUN),
                "grant of p.tar.gz",
                "none of: release");
        Path policy = Files.writeString(directory.resolve("release.policy"), "notAfter: 2026-01-01");
        SigningFiles.mode(policy, "rw-r--r--");
        refused(SignatureFault.POLICY_EXPIRED, RUN, "the policy of the key release");
        Files.delete(policy);
        Path revoked = SigningFiles.mode(Files.createDirectory(directory.resolve("revoked")), "rwxr-xr-x");
        Files.move(directory.resolve("release.pub"), revoked.resolve("release.pub"));
        refused(SignatureFault.SIGNATURE_REVOKED, RUN, "grant of p.tar.gz", "release, which is revoked");
    }

    @Test
    void aKeyThatSignsNoGrantsIsRefusedAndOneThatSignsNoPayloadsIsNot() throws Exception {
        Path policy = Files.writeString(directory.resolve("release.policy"), "grants: false");
        SigningFiles.mode(policy, "rw-r--r--");
        refused(
                SignatureFault.POLICY_GRANT_NOT_ALLOWED,
                RUN,
                "grant of p.tar.gz: the policy of the key release expects no grants, found one");
        Files.writeString(policy, "{payloads: false, events: [], interpreters: []}");
        assertThat(verify(grant.document(), RUN).keyName()).isEqualTo("release");
    }

    @Test
    void theSignatureOfThePayloadIsNoneOfTheGrant() throws Exception {
        byte[] signature = SigningFiles.ascii(KEY.sign(payload));
        Refusal.of(SignatureFault.SIGNATURE_UNTRUSTED, () -> verify(grant.document(), signature, RUN));
    }

    @Test
    void everyFlippedBitOfTheGrantIsRefused() throws Exception {
        byte[] document = grant.document();
        byte[] signature = sign(KEY, document);
        for (int bit = 0; bit < document.length * 8; bit++) {
            byte[] changed = document.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            Refusal.of(SignatureFault.SIGNATURE_UNTRUSTED, () -> verify(changed, signature, RUN));
        }
    }

    @Test
    void anOversizedGrantIsRefused() {
        byte[] large = new byte[GrantDocument.MAX_BYTES + 1];
        Refusal.of(
                SignatureFault.GRANT_TOO_LARGE,
                () -> verify(large, sign(KEY, large), RUN),
                "expected a grant of at most 65536 bytes, found more");
        Refusal.of(SignatureFault.GRANT_TOO_LARGE, () -> GrantDocument.parse(large, "g"), "grant g: expected at most");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "version: v1; version: v2; version: expected v1, found 'v2'",
                "version: v1; ''; expected the key version, found none",
                "payload: ; payload: a; payload: expected 64 lower-case hexadecimal digits, found another",
                "payload: ; payload: [a] #; payload: expected text, found a list",
                "executionId: 'exec-1'; executionId: ../x; executionId: expected a letter or digit",
                "executionId: 'exec-1'; ''; expected the key executionId, found none",
                "hosts: ['db-1', 'web-1']; hosts: []; hosts: expected 1 to 1000 names, found 0",
                "hosts: ['db-1', 'web-1']; hosts: web-1; hosts: expected a list, found text",
                "hosts: ['db-1', 'web-1']; hosts: [a b]; hosts: expected a host's name of at most 253",
                "hosts: ['db-1', 'web-1']; hosts: ['*']; found '*'",
                "notAfter: 2026; notAfter: 1999; notAfter: expected a time after notBefore, 2026-06-01T12:00:00Z",
                "notAfter: ; notAfter: x; notAfter: expected a time such as",
                "notAfter: ; #; expected the key notAfter, found none",
                "notBefore: ; notBefore: ~ #; notBefore: expected a value, found nothing",
                "['REGION']; [CRONIUM_X]; environment: names that begin with CRONIUM_ are reserved",
                "['REGION']; ['']; environment: expected a name of letters",
                "environment; environments; unknown key 'environments'"
            })
    void aGrantThatSaysNothingClearIsRefused(String part, String other, String found) {
        String document = new String(grant.document(), StandardCharsets.UTF_8);
        assertThat(document).contains(part);
        byte[] changed = document.replace(part, other).getBytes(StandardCharsets.UTF_8);
        Refusal.of(SignatureFault.GRANT_MALFORMED, () -> verify(changed, sign(KEY, changed), RUN), found);
    }

    @Test
    void allFaultsAreToldAtOnce() {
        Refusal.of(
                SignatureFault.GRANT_MALFORMED,
                () -> GrantDocument.parse(SigningFiles.ascii("version: v2\nhost: [a]\n"), "g.grant"),
                "g.grant:1:10: version: expected v1",
                "g.grant:2:1: unknown key 'host'",
                "expected the key notAfter, found none");
    }

    @Test
    void whatADocumentCannotSayIsNoGrant() {
        assertThatThrownBy(() -> new Grant("x", EXECUTION, List.of("a"), Optional.empty(), Instant.MAX, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("payload: expected 64");
        assertThatThrownBy(() ->
                        new Grant(payload.sha256(), EXECUTION, List.of("a"), Optional.empty(), Instant.MAX, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("notAfter: expected times of the years 0 to 9999");
        assertThatThrownBy(() -> new Grant(
                        payload.sha256(), EXECUTION, List.of("a'b"), Optional.empty(), Instant.EPOCH, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hosts: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "123", "true", "a-._b"})
    void anyExecutionIdSurvivesTheDocument(String id) throws Exception {
        Grant other = new Grant(
                payload.sha256(),
                new ExecutionId(id),
                List.of("null", "1.2"),
                Optional.empty(),
                Instant.EPOCH,
                List.of());
        assertThat(GrantDocument.parse(other.document(), "g")).isEqualTo(other);
    }

    private void refused(SignatureFault fault, RunFacts run, String... words) {
        Refusal.of(fault, () -> verify(grant.document(), run), words);
    }

    private VerifiedGrant verify(byte[] document, RunFacts run) throws IOException, SignatureException {
        return verify(document, sign(KEY, document), run);
    }

    private VerifiedGrant verify(byte[] document, byte[] signature, RunFacts run)
            throws IOException, SignatureException {
        return GrantCheck.verify(payload, document, signature, TrustStore.read(directory), run);
    }

    private static byte[] sign(SigningKey key, byte[] document) throws IOException, SignatureException {
        return SigningFiles.ascii(key.sign(PayloadFile.of("grant", document)));
    }
}
