package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.payload.PayloadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureCheckTest {
    private static final SigningKey KEY = SigningKey.generate();
    private static final SigningKey OTHER = SigningKey.generate();
    private static final String CONTENT = "the payload's bytes";

    @TempDir
    private Path base;

    private PayloadFile payload;
    private TrustStore trust;
    private String signature;

    @BeforeEach
    void sign() throws IOException, SignatureException {
        payload = SigningFiles.payload(base, CONTENT);
        trust = TrustStore.read(SigningFiles.trustDirectory(base, "release", KEY));
        signature = KEY.sign(payload);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void aSignatureOfATrustedKeyIsAcceptedWithOneLineEndOrNone(String end) throws Exception {
        VerifiedPayload verified =
                SignatureCheck.verify(payload, SigningFiles.ascii(signature + end), trust, SigningFiles.NOW);
        assertThat(verified.file()).isSameAs(payload);
        assertThat(verified.signature()).isEqualTo(new SignatureState.Verified("release"));
    }

    @Test
    void theSignatureIsReadFromAFile() throws Exception {
        Path file = Files.writeString(base.resolve("p.tar.gz.sig"), signature);
        assertThat(SignatureCheck.verify(payload, file, trust, SigningFiles.NOW).signature())
                .isEqualTo(new SignatureState.Verified("release"));
    }

    @Test
    void theKeyThatSignedIsNamedAmongMany() throws Exception {
        for (int i = 0; i < 5; i++) {
            SigningFiles.trustDirectory(base, "a" + i, SigningKey.generate());
            SigningFiles.trustDirectory(base, "z" + i, SigningKey.generate());
        }
        TrustStore many = TrustStore.read(base.resolve("trust"));
        assertThat(many.identities()).hasSize(11);
        assertThat(verify(signature, many).signature()).isEqualTo(new SignatureState.Verified("release"));
    }

    @Test
    void anUnsignedPayloadPassesOnlyWhenAskedTo() {
        assertThat(SignatureCheck.allowUnsigned(payload).signature()).isEqualTo(new SignatureState.UnsignedAllowed());
    }

    @Test
    void aMissingSignatureIsRefused() {
        Refusal.of(
                SignatureFault.SIGNATURE_MISSING,
                () -> SignatureCheck.verify(payload, base.resolve("p.tar.gz.sig"), trust, SigningFiles.NOW),
                "payload p.tar.gz: expected a signature in " + base.resolve("p.tar.gz.sig"),
                "found no such file");
    }

    @Test
    void aSignatureThatMayNotBeReadIsRefused() throws Exception {
        Path file = SigningFiles.mode(Files.writeString(base.resolve("p.tar.gz.sig"), signature), "---------");
        assertThat(UnprivilegedRun.of("signature", file))
                .isEqualTo("signature.missing payload p.tar.gz: expected a signature in " + file
                        + ", found a file that this user may not read");
    }

    @Test
    void aDirectoryInPlaceOfTheSignatureIsRefused() {
        Refusal.of(
                SignatureFault.SIGNATURE_MALFORMED,
                () -> SignatureCheck.verify(payload, base, trust, SigningFiles.NOW),
                "payload p.tar.gz: expected a signature in " + base + ", found a directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void anEmptySignatureIsRefused(String text) {
        Refusal.of(
                SignatureFault.SIGNATURE_MALFORMED,
                () -> verify(text, trust),
                "signature of p.tar.gz: expected base64",
                "found nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n\n", "*", "=", "A", "not base64!", "\u00e9", "\ufffd"})
    void aSignatureThatIsNotBase64IsRefused(String text) {
        Refusal.of(SignatureFault.SIGNATURE_MALFORMED, () -> verify(text, trust), "found text that is not base64");
    }

    @ParameterizedTest
    @ValueSource(strings = {" %s", "%s ", "%s\n\n", "\n%s", "%s\r", "%s\n%s", "%s%s", "%s=", "%s\n%s\n"})
    void spaceLinesOrASecondSignatureAroundTheOneAreRefused(String form) {
        Refusal.of(SignatureFault.SIGNATURE_MALFORMED, () -> verify(form.replace("%s", signature), trust), "base64");
    }

    @Test
    void aSignatureThatIsNotDerIsRefused() {
        Refusal.of(
                SignatureFault.SIGNATURE_MALFORMED,
                () -> verify(Base64.getEncoder().encodeToString(new byte[70]), trust),
                "found other bytes");
    }

    @Test
    void everyTruncatedSignatureIsRefused() {
        for (int length = 0; length < signature.length(); length++) {
            String cut = signature.substring(0, length);
            Refusal.of(SignatureFault.SIGNATURE_MALFORMED, () -> verify(cut, trust), "signature of p.tar.gz");
        }
    }

    @Test
    void anOversizedSignatureIsRefused() throws IOException {
        String large = "A".repeat(SignatureCheck.MAX_SIGNATURE_BYTES + 1);
        Refusal.of(
                SignatureFault.SIGNATURE_TOO_LARGE,
                () -> verify(large, trust),
                "payload p.tar.gz: expected a signature of at most 4096 bytes, found more");
        Path file = Files.writeString(base.resolve("p.tar.gz.sig"), large);
        Refusal.of(
                SignatureFault.SIGNATURE_TOO_LARGE,
                () -> SignatureCheck.verify(payload, file, trust, SigningFiles.NOW),
                "4096");
    }

    @Test
    void base64WithUnusedBitsIsRefusedThoughItSaysTheSameBytes() throws Exception {
        // 71 bytes end in one '=', 70 in two; both leave bits of the last character unused.
        String padded = signature;
        for (int i = 0; !padded.endsWith("="); i++) {
            assertThat(i).as("signatures that need no padding").isLessThan(1_000);
            padded = KEY.sign(payload);
        }
        int last = padded.indexOf('=') - 1;
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        char other = alphabet.charAt(alphabet.indexOf(padded.charAt(last)) ^ 1);
        String same = padded.substring(0, last) + other + padded.substring(last + 1);
        assertThat(Base64.getDecoder().decode(same))
                .isEqualTo(Base64.getDecoder().decode(padded));
        Refusal.of(SignatureFault.SIGNATURE_MALFORMED, () -> verify(same, trust), "base64");
    }

    @Test
    void everyFlippedBitOfThePayloadIsRefused() throws Exception {
        byte[] content = SigningFiles.ascii(CONTENT);
        for (int bit = 0; bit < content.length * 8; bit++) {
            byte[] changed = flipped(content, bit);
            PayloadFile other = SigningFiles.payload(base, new String(changed, StandardCharsets.ISO_8859_1));
            Refusal.of(
                    SignatureFault.SIGNATURE_UNTRUSTED,
                    () -> SignatureCheck.verify(other, SigningFiles.ascii(signature), trust, SigningFiles.NOW),
                    "p.tar.gz (sha256 " + other.sha256() + ")");
        }
    }

    @Test
    void everyFlippedBitOfTheSignatureFileIsRefused() throws IOException {
        byte[] text = SigningFiles.ascii(signature);
        for (int bit = 0; bit < text.length * 8; bit++) {
            assertRefused(flipped(text, bit), "bit " + bit + " of the text");
        }
    }

    @Test
    void everyFlippedBitOfTheSignatureItselfIsRefused() throws IOException {
        byte[] der = Base64.getDecoder().decode(signature);
        for (int bit = 0; bit < der.length * 8; bit++) {
            assertRefused(Base64.getEncoder().encode(flipped(der, bit)), "bit " + bit + " of the DER");
        }
    }

    @Test
    void bytesAfterTheSignatureItselfAreRefused() throws IOException {
        byte[] der = Base64.getDecoder().decode(signature);
        assertRefused(Base64.getEncoder().encode(Arrays.copyOf(der, der.length + 1)), "a zero after the DER");
    }

    @Test
    void theSignatureOfAnotherPayloadIsRefused() throws Exception {
        String other = KEY.sign(SigningFiles.payload(base, "another payload"));
        Refusal.of(
                SignatureFault.SIGNATURE_UNTRUSTED,
                () -> verify(other, trust),
                payload.sha256(),
                "expected a signature of a trusted key, found one of none of: release");
    }

    @Test
    void theSignatureOfAKeyThatIsNotTrustedIsRefused() {
        Refusal.of(
                SignatureFault.SIGNATURE_UNTRUSTED,
                () -> verify(OTHER.sign(payload), trust),
                "found one of none of: release");
    }

    @Test
    void nothingIsTrustedWithoutKeys() throws Exception {
        TrustStore none = TrustStore.read(base.resolve("none"));
        Refusal.of(
                SignatureFault.TRUST_EMPTY,
                () -> verify(signature, none),
                "expected a trusted key NAME.pub in " + base.resolve("none"),
                "found none");
    }

    private VerifiedPayload verify(String text, TrustStore keys) throws IOException, PayloadException {
        return SignatureCheck.verify(payload, text.getBytes(StandardCharsets.ISO_8859_1), keys, SigningFiles.NOW);
    }

    private void assertRefused(byte[] text, String what) throws IOException {
        try {
            SignatureCheck.verify(payload, text, trust, SigningFiles.NOW);
        } catch (PayloadException e) {
            assertThat(e.code()).as(what).isIn("signature.malformed", "signature.untrusted");
            return;
        }
        throw new AssertionError("accepted: " + what);
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] changed = bytes.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return changed;
    }
}
