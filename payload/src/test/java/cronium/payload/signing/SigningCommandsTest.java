package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.payload.manifest.ExecutionId;
import cronium.testkit.documents.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/signing.md} that are marked {@code sh test} work, and make what this project takes. */
class SigningCommandsTest {
    @TempDir
    private Path base;

    @BeforeEach
    void runAllOfThemInTheirOrder() throws IOException, InterruptedException {
        Program.require("bash", "bash");
        Program.require("openssl", "openssl");
        Program.require("sha256sum", "coreutils");
        List<String> blocks = Document.read("docs/signing.md").blocks("sh test");
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(6);
        Program.succeed(base, "bash", "-euo", "pipefail", "-c", String.join("", blocks));
    }

    @Test
    void whatTheyMakeIsAccepted() throws Exception {
        TrustStore trust = TrustStore.read(base.resolve("trust"));
        try (PayloadFile file = PayloadFile.read(base.resolve("hello.tar.gz"), 1 << 20, base)) {
            DigestFile.check(file, base.resolve("hello.tar.gz.sha256"), "hello.tar.gz");
            assertThat(SignatureCheck.verify(file, base.resolve("hello.tar.gz.sig"), trust, SigningFiles.NOW)
                            .signature())
                    .isEqualTo(new SignatureState.Verified("me"));
            assertThat(SignatureCheck.verify(file, base.resolve("other.sig"), trust, SigningFiles.NOW)
                            .signature())
                    .isEqualTo(new SignatureState.Verified("other"));
            assertThat(BundleCheck.verify(file, base.resolve("hello.tar.gz.sigstore.json"), trust, SigningFiles.NOW)
                            .signature())
                    .isEqualTo(new SignatureState.Verified("me"));
            RunFacts run = new RunFacts("web-1", new ExecutionId("exec-1"), SigningFiles.NOW);
            assertThat(GrantCheck.verify(file, base.resolve("hello.tar.gz"), trust, run)
                            .keyName())
                    .isEqualTo("me");
        }
        SigningKey.read(base.resolve("me.key"));
        SigningKey.read(base.resolve("other.key"));
    }
}
