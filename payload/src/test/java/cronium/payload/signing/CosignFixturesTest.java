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

/** What cosign 3.1.3 wrote; its origin stands in the resources' README. */
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
        assertThat(SignatureCheck.verify(blob, fixture("cosign-3.1.3-blob.txt.sig"), trust)
                        .signature())
                .isEqualTo(new SignatureState.Verified("cosign"));
    }

    @Test
    void itsBundleIsAcceptedAndOursHasTheSameForm() throws Exception {
        byte[] bundle = fixture("cosign-3.1.3-blob.txt.sigstore.json");
        assertThat(BundleCheck.verify(blob, bundle, trust).signature())
                .isEqualTo(new SignatureState.Verified("cosign"));
        assertThat(SigstoreBundle.parse(bundle, "blob").json()).isEqualTo(new String(bundle, StandardCharsets.UTF_8));
    }

    private static byte[] fixture(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(CosignFixturesTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }
}
