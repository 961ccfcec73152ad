package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cosign and its kin wrote; their origin stands in the resources' README. */
class CosignFixturesTest {
    @TempDir
    private Path base;

    private TrustStore trust;
    private PayloadFile blob;

    @BeforeEach
    void trustCosign() throws IOException, SignatureException {
        Path directory = Files.createDirectory(base.resolve("trust"));
        Files.write(directory.resolve("cosign.pub"), fixture("cosign-3.1.3.pub"));
        trust = TrustStore.read(directory);
        blob = SigningFiles.payload(base, "abc  tool.tar.gz\n");
    }

    @Test
    void itsSignatureIsAccepted() throws Exception {
        assertThat(SignatureCheck.verify(blob, fixture("cosign-3.1.3-blob.txt.sig"), trust, SigningFiles.NOW)
                        .signature())
                .isEqualTo(new SignatureState.Verified("cosign"));
    }

    @Test
    void itsBundleIsAcceptedAndOursHasTheSameForm() throws Exception {
        byte[] bundle = fixture("cosign-3.1.3-blob.txt.sigstore.json");
        assertThat(BundleCheck.verify(blob, bundle, trust, SigningFiles.NOW).signature())
                .isEqualTo(new SignatureState.Verified("cosign"));
        assertThat(SigstoreBundle.parse(bundle, "blob").json()).isEqualTo(new String(bundle, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "cosign-empty-passphrase.key,'',P256",
        "cosign-1-ecdsa.key,123,P256",
        "sigstore-rs-ed25519.key,123,ED25519"
    })
    void itsEncryptedKeysAreRead(String name, String passphrase, KeyAlgorithm algorithm) throws Exception {
        Path file = SigningFiles.mode(Files.write(base.resolve("a.key"), fixture(name)), "rw-------");
        SigningKey key = SigningKey.read(file, () -> Passphrase.of(passphrase.toCharArray()));
        assertThat(key.algorithm()).isEqualTo(algorithm);
        Refusal.of(
                SignatureFault.KEY_WRONG_PASSPHRASE,
                () -> SigningKey.read(file, () -> Passphrase.of("Password".toCharArray())),
                "signing key " + file + ": expected its passphrase, found another");
        Refusal.of(SignatureFault.KEY_ENCRYPTED, () -> SigningKey.read(file), "expected a key that is not encrypted");
    }

    private static byte[] fixture(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(CosignFixturesTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }
}
