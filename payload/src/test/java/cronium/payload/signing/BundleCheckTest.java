package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.payload.PayloadException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleCheckTest {
    private static final SigningKey KEY = SigningKey.generate();

    @TempDir
    private Path base;

    private PayloadFile payload;
    private TrustStore trust;
    private String bundle;

    @BeforeEach
    void sign() throws IOException, SignatureException {
        payload = SigningFiles.payload(base, "the payload's bytes");
        trust = TrustStore.read(SigningFiles.trustDirectory(base, "release", KEY));
        bundle = KEY.signBundle(payload);
    }

    @ParameterizedTest
    @EnumSource(KeyAlgorithm.class)
    void aBundleOfATrustedKeyIsAccepted(KeyAlgorithm algorithm) throws Exception {
        SigningKey key = SigningKey.generate(algorithm);
        TrustStore both = TrustStore.read(SigningFiles.trustDirectory(base, "another", key));
        assertThat(BundleCheck.verify(payload, SigningFiles.ascii(key.signBundle(payload)), both, SigningFiles.NOW)
                        .signature())
                .isEqualTo(new SignatureState.Verified("another"));
    }

    @ParameterizedTest
    @EnumSource(KeyAlgorithm.class)
    void aLargePayloadIsSignedAndCheckedAsAStream(KeyAlgorithm algorithm) throws Exception {
        SigningKey key = SigningKey.generate(algorithm);
        TrustStore both = TrustStore.read(SigningFiles.trustDirectory(base, "another", key));
        byte[] content = new byte[Ed25519.MAX_PURE_BYTES + 1];
        try (PayloadFile large = PayloadFile.read(new ByteArrayInputStream(content), "p", 1L << 30, base)) {
            BundleCheck.verify(large, SigningFiles.ascii(key.signBundle(large)), both, SigningFiles.NOW);
        }
    }

    @Test
    void theBundleIsReadFromAFileAlsoWithSpacesAndEmptyLists() throws Exception {
        String spaced = bundle.replace(",", " ,\n")
                .replace(":", " : ")
                .replace(
                        "application/vnd.dev.sigstore.bundle.v0.3+json",
                        "application/vnd.dev.sigstore.bundle.v0.3+json")
                .replace("{\"publicKey\"", "{\"tlogEntries\":[], \"publicKey\"");
        Path file = Files.writeString(base.resolve("p.tar.gz.sigstore.json"), spaced + "\n");
        assertThat(BundleCheck.verify(payload, file, trust, SigningFiles.NOW).signature())
                .isEqualTo(new SignatureState.Verified("release"));
    }

    @Test
    void everyFlippedBitOfTheBundleIsRefused() throws IOException {
        byte[] text = SigningFiles.ascii(bundle);
        for (int bit = 0; bit < text.length * 8; bit++) {
            byte[] changed = text.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                BundleCheck.verify(payload, changed, trust, SigningFiles.NOW);
            } catch (PayloadException e) {
                continue;
            }
            throw new AssertionError(
                    "accepted with bit " + bit + " flipped: " + new String(changed, StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void everyTruncatedBundleIsRefused() {
        for (int length = 1; length < bundle.length(); length++) {
            String cut = bundle.substring(0, length);
            refused(SignatureFault.BUNDLE_MALFORMED, cut, "bundle of p.tar.gz: expected JSON of a Sigstore bundle");
        }
    }

    @Test
    void anotherPayloadIsRefused() throws Exception {
        PayloadFile other = SigningFiles.payload(base, "another payload");
        Refusal.of(
                SignatureFault.BUNDLE_WRONG_DIGEST,
                () -> BundleCheck.verify(other, SigningFiles.ascii(bundle), trust, SigningFiles.NOW),
                "expected the payload's sha256 " + other.sha256() + ", found another");
    }

    @Test
    void aDigestPutRightDoesNotMakeTheSignatureRight() throws Exception {
        PayloadFile other = SigningFiles.payload(base, "another payload");
        String changed = bundle.replace(StrictBase64.encode(payload.digest()), StrictBase64.encode(other.digest()));
        Refusal.of(
                SignatureFault.SIGNATURE_UNTRUSTED,
                () -> BundleCheck.verify(other, SigningFiles.ascii(changed), trust, SigningFiles.NOW),
                "found one of none of: release");
    }

    @Test
    void aKeyThatIsNotTrustedIsRefused() throws Exception {
        refused(
                SignatureFault.SIGNATURE_UNTRUSTED,
                SigningKey.generate().signBundle(payload),
                "expected a signature of a trusted key, found one of none of: release");
    }

    @Test
    void aHintToAnotherKeyIsRefused() throws Exception {
        SigningKey other = SigningKey.generate();
        trust = TrustStore.read(SigningFiles.trustDirectory(base, "other", other));
        String hint = hint(other.signBundle(payload));
        refused(SignatureFault.SIGNATURE_UNTRUSTED, bundle.replace(hint(bundle), hint), "none of: other, release");
    }

    @Test
    void nothingIsTrustedWithoutKeys() throws Exception {
        trust = TrustStore.read(base.resolve("none"));
        refused(SignatureFault.TRUST_EMPTY, bundle, "expected a trusted key NAME.pub");
    }

    @Test
    void anOversizedBundleIsRefused() {
        refused(
                SignatureFault.BUNDLE_TOO_LARGE,
                bundle + " ".repeat(BundleCheck.MAX_BUNDLE_BYTES),
                "expected a bundle of at most 16384 bytes, found more");
    }

    @Test
    void aMissingBundleIsRefused() {
        Refusal.of(
                SignatureFault.BUNDLE_MISSING,
                () -> BundleCheck.verify(payload, base.resolve("none.sigstore.json"), trust, SigningFiles.NOW),
                "payload p.tar.gz: expected a bundle in " + base.resolve("none.sigstore.json"),
                "found no such file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.dev.sigstore.bundle+json;version=0.1",
                "application/vnd.dev.sigstore.bundle+json;version=0.2",
                "application/vnd.dev.sigstore.bundle.v0.4+json",
                ""
            })
    void otherMediaTypesAreRefused(String type) {
        refused(
                SignatureFault.BUNDLE_UNKNOWN_MEDIA_TYPE,
                bundle.replace(SigstoreBundle.MEDIA_TYPE, type),
                "expected the media type application/vnd.dev.sigstore.bundle.v0.3+json, found another");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "certificate; {\"rawBytes\":\"AAAA\"}",
                "x509CertificateChain; {\"certificates\":[{\"rawBytes\":\"AAAA\"}]}",
                "tlogEntries; [{\"logIndex\":\"1\"}]",
                "timestampVerificationData; {\"rfc3161Timestamps\":[{\"signedTimestamp\":\"AAAA\"}]}"
            })
    void materialThatIsNotCheckedIsRefused(String name, String value) {
        refused(
                SignatureFault.BUNDLE_UNEXPECTED_MATERIAL,
                bundle.replace("{\"publicKey\"", "{\"" + name + "\":" + value + ",\"publicKey\""),
                "expected a bundle signed with a key alone, found " + name + ", which is not checked here");
    }

    @Test
    void anEnvelopeIsRefused() {
        refused(
                SignatureFault.BUNDLE_UNEXPECTED_MATERIAL,
                bundle.replace("\"messageSignature\"", "\"dsseEnvelope\":{},\"messageSignature\""),
                "found a DSSE envelope");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "` `; no JSON value",
                "`[]`; JSON that is no object",
                "`\"x\"`; JSON that is no object",
                "`{}`; no text in mediaType",
                "`{\"mediaType\":3}`; no text in mediaType",
                "`{\"mediaType\":\"a\",\"mediaType\":\"a\"}`; a name twice in one JSON object at line 1",
                "`{\"mediaType\":\"a\"} {}`; more after the JSON value",
                "`{\"mediaType\":\"a\"}x`; text that is not JSON",
                "`{'mediaType':'a'}`; text that is not JSON at line 1, column 2",
                "`{/* */}`; text that is not JSON",
                "`[[[[[[[[[]]]]]]]]]`; JSON beyond its bounds",
                "`{\"mediaType\":NaN}`; text that is not JSON"
            })
    void whatIsNotTheJsonOfABundleIsRefused(String text, String found) {
        refused(
                SignatureFault.BUNDLE_MALFORMED,
                text.isEmpty() ? " " : text,
                found.equals("text that is not JSON") && text.isEmpty() ? "no JSON value" : found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "`{\"mediaType\"`; `{\"extra\":1,\"mediaType\"`; the unknown field extra",
                "`{\"publicKey\"`; `{\"extra\":1,\"publicKey\"`; the unknown field verificationMaterial.extra",
                "`{\"hint\"`; `{\"rawBytes\":\"AA==\",\"hint\"`; the unknown field verificationMaterial.publicKey.rawBytes",
                "`{\"algorithm\"`; `{\"x\\u001b[1m\":1,\"algorithm\"`; field messageSignature.messageDigest.x\\u{1b}[1m",
                "`\"algorithm\":\"SHA2_256\"`; `\"algorithm\":\"SHA2_512\"`; a digest that is not SHA2_256",
                "`\"algorithm\":\"SHA2_256\"`; `\"algorithm\":1`; no text in messageSignature.messageDigest.algorithm",
                "`\"digest\":\"`; `\"digest\":\"*`; no base64 in messageSignature.messageDigest.digest",
                "`\"digest\":\"`; `\"digest\":\"AAAA`; a digest of 35 bytes",
                "`\"signature\":\"`; `\"signature\":\"=`; no base64 in messageSignature.signature",
                "`\"signature\":\"`; `\"signature\":\"AAAA`; found other bytes",
                "`\"hint\":`; `\"hint\":null,\"hin\":`; the unknown field verificationMaterial.publicKey.hin",
                "`\"messageSignature\"`; `\"messagesignature\"`; the unknown field messagesignature"
            })
    void eachPartIsChecked(String part, String changed, String found) {
        assertThat(bundle).contains(part);
        refused(SignatureFault.BUNDLE_MALFORMED, bundle.replace(part, changed), found);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        for (byte[] bytes : new byte[][] {
            {'{', '"', (byte) 0xc3, '"', '}'},
            bundle.getBytes(StandardCharsets.UTF_16LE),
            bundle.getBytes(StandardCharsets.UTF_16)
        }) {
            Refusal.of(
                    SignatureFault.BUNDLE_MALFORMED,
                    () -> BundleCheck.verify(payload, bytes, trust, SigningFiles.NOW),
                    "bundle of p.tar.gz");
        }
    }

    private static String hint(String text) {
        int start = text.indexOf("\"hint\":\"") + 8;
        return text.substring(start, text.indexOf('"', start));
    }

    private void refused(SignatureFault fault, String text, String... words) {
        Refusal.of(
                fault,
                () -> BundleCheck.verify(payload, text.getBytes(StandardCharsets.UTF_8), trust, SigningFiles.NOW),
                words);
    }
}
