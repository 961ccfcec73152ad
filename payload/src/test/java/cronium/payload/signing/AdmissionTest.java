package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.payload.PayloadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionTest {
    private static final SigningKey KEY = SigningKey.generate();
    private static final SigningKey STRANGER = SigningKey.generate();

    @TempDir
    private Path base;

    private Path path;
    private PayloadFile payload;

    @BeforeEach
    void makePayload() throws IOException, SignatureException {
        path = Files.writeString(base.resolve("p.tar.gz"), "the payload");
        payload = PayloadFile.read(path, 1 << 20, base);
        SigningFiles.trustDirectory(base, "release", KEY);
    }

    @Test
    void aSignatureOrABundleIsEnough() throws Exception {
        beside(".sig", KEY.sign(payload));
        assertVerified();
        Files.delete(base.resolve("p.tar.gz.sig"));
        beside(".sigstore.json", KEY.signBundle(payload));
        assertVerified();
        beside(".sig", KEY.sign(payload));
        beside(".sha256", payload.sha256() + "  p.tar.gz\n");
        assertVerified();
    }

    @Test
    void nothingBesideAPayloadIsNotEnough() throws IOException {
        refused(SignatureFault.SIGNATURE_MISSING, "expected a signature in " + path + ".sig");
        beside(".sha256", payload.sha256() + "  p.tar.gz\n");
        refused(SignatureFault.SIGNATURE_MISSING, "found no such file");
    }

    @Test
    void allThatIsBesideAPayloadMustBeRight() throws Exception {
        beside(".sig", KEY.sign(payload));
        beside(".sigstore.json", STRANGER.signBundle(payload));
        refused(SignatureFault.SIGNATURE_UNTRUSTED, "none of: release");
        beside(".sig", STRANGER.sign(payload));
        beside(".sigstore.json", KEY.signBundle(payload));
        refused(SignatureFault.SIGNATURE_UNTRUSTED, "none of: release");
        beside(".sig", KEY.sign(payload));
        beside(".sha256", "0".repeat(64) + "  p.tar.gz\n");
        refused(SignatureFault.DIGEST_MISMATCH, "found " + payload.sha256());
    }

    @Test
    void aNamedFileIsABundleByItsName() throws Exception {
        Path bundle = Files.writeString(base.resolve("b.json"), KEY.signBundle(payload));
        Path signature = Files.writeString(base.resolve("s"), KEY.sign(payload));
        for (Path evidence : new Path[] {bundle, signature}) {
            assertThat(admission(TrustMode.ENFORCE).admitBy(payload, evidence).signature())
                    .isEqualTo(new SignatureState.Verified("release"));
        }
        Refusal.of(
                SignatureFault.BUNDLE_MISSING,
                () -> admission(TrustMode.ENFORCE).admitBy(payload, base.resolve("none.json")));
    }

    @Test
    void warningLetsInAndSaysWhatWouldHaveBeenRefused() throws Exception {
        assertWarned("signature.missing");
        beside(".sig", STRANGER.sign(payload));
        assertWarned("signature.untrusted");
        beside(".sig", KEY.sign(payload));
        beside(".sha256", "x");
        assertWarned("digest.malformed");
        Files.delete(base.resolve("p.tar.gz.sha256"));
        Files.writeString(base.resolve("trust/bad.pub"), "no key");
        assertWarned("trust.bad-key");
        Files.delete(base.resolve("trust/bad.pub"));
        assertThat(admission(TrustMode.WARN).admit(payload, path).signature())
                .isEqualTo(new SignatureState.Verified("release"));
    }

    private void assertWarned(String code) throws IOException, PayloadException {
        VerifiedPayload let = admission(TrustMode.WARN).admit(payload, path);
        assertThat(let.file()).isSameAs(payload);
        assertThat(let.signature()).isInstanceOfSatisfying(SignatureState.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.message()).contains("expected").contains("found");
        });
    }

    private void assertVerified() throws IOException, PayloadException {
        assertThat(admission(TrustMode.ENFORCE).admit(payload, path).signature())
                .isEqualTo(new SignatureState.Verified("release"));
    }

    private void refused(SignatureFault fault, String... words) {
        Refusal.of(fault, () -> admission(TrustMode.ENFORCE).admit(payload, path), words);
    }

    private Admission admission(TrustMode mode) {
        return new Admission(base.resolve("trust"), mode, InstantSource.fixed(SigningFiles.NOW));
    }

    private void beside(String suffix, String content) throws IOException {
        Files.writeString(base.resolve("p.tar.gz" + suffix), content);
    }
}
