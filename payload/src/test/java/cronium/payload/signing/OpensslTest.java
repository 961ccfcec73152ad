package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** openssl checks what we sign, and the other way round. */
class OpensslTest {
    @TempDir
    private Path base;

    private Path payload;

    @BeforeEach
    void writePayload() throws IOException {
        Program.require("openssl", "openssl");
        payload = Files.write(base.resolve("p.tar.gz"), new byte[PayloadFile.MEMORY_BYTES + 1]);
    }

    @Test
    void opensslAcceptsOurSignature() throws Exception {
        SigningKey key = SigningKey.generate();
        Files.write(base.resolve("sig.der"), Base64.getDecoder().decode(sign(key)));
        Files.writeString(base.resolve("key.pub"), key.publicKeyPem());
        assertThat(Program.succeed(
                        base, "openssl", "dgst", "-sha256", "-verify", "key.pub", "-signature", "sig.der", "p.tar.gz"))
                .contains("Verified OK");
        Files.write(payload, new byte[] {1});
        assertThat(Program.run(
                                base,
                                "openssl",
                                "dgst",
                                "-sha256",
                                "-verify",
                                "key.pub",
                                "-signature",
                                "sig.der",
                                "p.tar.gz")
                        .exitCode())
                .isNotZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"genpkey", "ecparam"})
    void weAcceptTheKeysAndSignaturesOfOpenssl(String maker) throws Exception {
        if (maker.equals("genpkey")) {
            openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "key.pem");
        } else {
            openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "sec1.pem");
            openssl("pkcs8", "-topk8", "-nocrypt", "-in", "sec1.pem", "-out", "key.pem");
        }
        SigningFiles.mode(base.resolve("key.pem"), "rw-------");
        Path trustDirectory = Files.createDirectory(base.resolve("trust"));
        openssl("pkey", "-in", "key.pem", "-pubout", "-out", "trust/openssl.pub");
        openssl("dgst", "-sha256", "-sign", "key.pem", "-out", "sig.der", "p.tar.gz");
        openssl("base64", "-A", "-in", "sig.der", "-out", "p.tar.gz.sig");
        TrustStore trust = TrustStore.read(trustDirectory);
        try (PayloadFile file = PayloadFile.read(payload, 1 << 30, base)) {
            assertThat(SignatureCheck.verify(file, base.resolve("p.tar.gz.sig"), trust, SigningFiles.NOW)
                            .signature())
                    .isEqualTo(new SignatureState.Verified("openssl"));
        }
        SigningKey key = SigningKey.read(base.resolve("key.pem"));
        assertThat(key.publicKeyPem()).isEqualTo(Files.readString(base.resolve("trust/openssl.pub")));
    }

    @Test
    void opensslReadsOurPrivateKeyAndWritesItTheSame() throws Exception {
        SigningKey key = SigningKey.generate();
        key.write(base.resolve("key.pem"));
        openssl("pkey", "-in", "key.pem", "-check", "-noout");
        openssl("pkey", "-in", "key.pem", "-out", "again.pem");
        assertThat(base.resolve("again.pem")).hasSameTextualContentAs(base.resolve("key.pem"));
        openssl("pkey", "-in", "key.pem", "-pubout", "-out", "key.pub");
        assertThat(base.resolve("key.pub")).hasContent(key.publicKeyPem());
    }

    @Test
    void opensslAcceptsOurEd25519KeysAndSignaturesAndWeAcceptIts() throws Exception {
        Files.writeString(payload, "a small payload");
        SigningKey ours = SigningKey.generate(KeyAlgorithm.ED25519);
        ours.write(base.resolve("ours.key"));
        openssl("pkey", "-in", "ours.key", "-out", "again.key");
        assertThat(base.resolve("again.key")).hasSameTextualContentAs(base.resolve("ours.key"));
        Files.writeString(base.resolve("ours.pub"), ours.publicKeyPem());
        Files.write(base.resolve("ours.sig"), Base64.getDecoder().decode(sign(ours)));
        String[] check = {
            "openssl",
            "pkeyutl",
            "-verify",
            "-pubin",
            "-inkey",
            "ours.pub",
            "-rawin",
            "-in",
            "p.tar.gz",
            "-sigfile",
            "ours.sig"
        };
        assertThat(Program.succeed(base, check)).contains("Signature Verified Successfully");

        openssl("genpkey", "-algorithm", "ed25519", "-out", "theirs.key");
        SigningFiles.mode(base.resolve("theirs.key"), "rw-------");
        Path trustDirectory = Files.createDirectory(base.resolve("trust"));
        openssl("pkey", "-in", "theirs.key", "-pubout", "-out", "trust/openssl.pub");
        openssl("pkeyutl", "-sign", "-inkey", "theirs.key", "-rawin", "-in", "p.tar.gz", "-out", "sig");
        openssl("base64", "-A", "-in", "sig", "-out", "p.tar.gz.sig");
        SigningKey theirs = SigningKey.read(base.resolve("theirs.key"));
        assertThat(theirs.publicKeyPem()).isEqualTo(Files.readString(base.resolve("trust/openssl.pub")));
        assertThat(sign(theirs)).isEqualTo(Files.readString(base.resolve("p.tar.gz.sig")));
        try (PayloadFile file = PayloadFile.read(payload, 1 << 30, base)) {
            SignatureCheck.verify(
                    file, base.resolve("p.tar.gz.sig"), TrustStore.read(trustDirectory), SigningFiles.NOW);
        }

        Files.writeString(payload, "another payload");
        assertThat(Program.run(base, check).exitCode()).isNotZero();
    }

    private String sign(SigningKey key) throws IOException, SignatureException {
        try (PayloadFile file = PayloadFile.read(payload, 1 << 30, base)) {
            return key.sign(file);
        }
    }

    private void openssl(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "openssl";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Program.succeed(base, command);
    }
}
