package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
    private static final SigningKey KEY = SigningKey.generate();

    @TempDir
    private Path base;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = base.resolve("release.key");
        KEY.write(file);
    }

    @Test
    void aKeyIsTheSameAfterWritingAndReading() throws Exception {
        SigningKey read = SigningKey.read(file);
        assertThat(read.publicKeyPem()).isEqualTo(KEY.publicKeyPem());
        PayloadFile payload = SigningFiles.payload(base, "x");
        TrustStore trust = TrustStore.read(SigningFiles.trustDirectory(base, "release", KEY));
        SignatureCheck.verify(payload, SigningFiles.ascii(read.sign(payload)), trust, SigningFiles.NOW);
    }

    @ParameterizedTest
    @EnumSource
    void aKeyKnowsWhatItSigned(KeyAlgorithm algorithm) throws Exception {
        SigningKey key = SigningKey.generate(algorithm);
        PayloadFile payload = PayloadFile.of("x", SigningFiles.ascii("x"));
        String signature = key.sign(payload);

        assertThat(key.hasSigned(payload, SigningFiles.ascii(signature))).isTrue();
        assertThat(key.hasSigned(payload, SigningFiles.ascii(signature + "\n"))).isTrue();
        assertThat(key.hasSigned(PayloadFile.of("y", SigningFiles.ascii("y")), SigningFiles.ascii(signature)))
                .isFalse();
        for (KeyAlgorithm other : KeyAlgorithm.values()) {
            assertThat(SigningKey.generate(other).hasSigned(payload, SigningFiles.ascii(signature)))
                    .isFalse();
        }
        for (String none : List.of("", "\n", "\0".repeat(96), signature.substring(1), signature.repeat(60))) {
            assertThat(key.hasSigned(payload, SigningFiles.ascii(none)))
                    .as(none)
                    .isFalse();
        }
    }

    @Test
    void aKeyFileIsForItsOwnerOnly() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatIsThereStaysAsItIs() throws IOException {
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> SigningKey.generate().write(file)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void everyGeneratedKeyIsAnother() {
        assertThat(SigningKey.generate().publicKeyPem()).isNotEqualTo(KEY.publicKeyPem());
    }

    @Test
    void aKeyDoesNotTellItsSecretInText() {
        assertThat(KEY.toString()).isEqualTo("P-256 signing key");
    }

    @Test
    void aMissingKeyIsRefused() {
        Refusal.of(
                SignatureFault.KEY_NOT_FOUND,
                () -> SigningKey.read(base.resolve("none.key")),
                "signing key " + base.resolve("none.key") + ": expected a file, found nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw--w----", "rw----r--", "rw-----w-", "rw---x---"})
    void aKeyThatOthersGetAtIsRefused(String permissions) throws IOException {
        SigningFiles.mode(file, permissions);
        Refusal.of(
                SignatureFault.KEY_EXPOSED,
                () -> SigningKey.read(file),
                "expected mode 600, found 6",
                "if nobody had it, chmod 600, else make a new key");
    }

    @Test
    void aKeyThatMayNotBeReadIsRefused() throws Exception {
        SigningFiles.mode(file, "---------");
        assertThat(UnprivilegedRun.of("key", file))
                .isEqualTo("key.not-found signing key " + file
                        + ": expected a file that this user may read, found one that it may not");
    }

    @Test
    void aKeyThatIsALinkIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(base.resolve("link.key"), file);
        refused(link, "found a symbolic link");
    }

    @Test
    void aDirectoryIsRefused() {
        refused(base, "found a directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "-----BEGIN EC PRIVATE KEY-----\nAA==\n-----END EC PRIVATE KEY-----\n"})
    void aFileThatIsNoPkcs8PemIsRefused(String content) throws IOException {
        refused(
                privateFile(content),
                "expected one P-256 or Ed25519 private key as PKCS#8 PEM (BEGIN PRIVATE KEY) or encrypted by cosign",
                "openssl pkcs8 -topk8 -nocrypt");
    }

    @Test
    void otherBytesInThePemAreRefusedAndNotQuoted() throws IOException {
        Path bad = privateFile(Pem.encode(Pem.PRIVATE_KEY, SigningFiles.ascii("secret-secret-secret")));
        SignatureException refused = catchThrowableOfType(SignatureException.class, () -> SigningKey.read(bad));
        assertThat(refused.fault()).isEqualTo(SignatureFault.KEY_MALFORMED);
        assertThat(refused.getMessage()).contains("found another kind of key").doesNotContain("secret-");
        assertThat(refused).hasNoCause();
    }

    @Test
    void aKeyWithAnotherKeysPublicKeyIsRefused() throws Exception {
        byte[] mine = Pem.decode(Pem.PRIVATE_KEY, Files.readAllBytes(file)).orElseThrow();
        Path otherFile = base.resolve("other.key");
        SigningKey.generate().write(otherFile);
        byte[] other =
                Pem.decode(Pem.PRIVATE_KEY, Files.readAllBytes(otherFile)).orElseThrow();
        System.arraycopy(other, other.length - 64, mine, mine.length - 64, 64);
        refused(privateFile(Pem.encode(Pem.PRIVATE_KEY, mine)), "found another kind of key");
    }

    @Test
    void everyFlippedBitOfAPrivateKeyIsRefused() throws Exception {
        byte[] der = Pem.decode(Pem.PRIVATE_KEY, Files.readAllBytes(file)).orElseThrow();
        for (int bit = 0; bit < der.length * 8; bit++) {
            der[bit / 8] ^= (byte) (1 << bit % 8);
            Path changed = base.resolve("changed-" + bit);
            Files.writeString(changed, Pem.encode(Pem.PRIVATE_KEY, der));
            SigningFiles.mode(changed, "rw-------");
            refused(changed, "found another kind of key");
            der[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    private Path privateFile(String content) throws IOException {
        return SigningFiles.mode(Files.writeString(base.resolve("bad.key"), content), "rw-------");
    }

    private static void refused(Path key, String... words) {
        Refusal.of(SignatureFault.KEY_MALFORMED, () -> SigningKey.read(key), words);
    }
}
