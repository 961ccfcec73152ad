package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustStoreTest {
    private static final SigningKey KEY = SigningKey.generate();

    @TempDir
    private Path base;

    private Path directory;

    @BeforeEach
    void trustOneKey() throws IOException {
        directory = SigningFiles.trustDirectory(base, "release", KEY);
    }

    @Test
    void aKeyIsNamedByItsFile() throws Exception {
        SigningFiles.trustDirectory(base, "a.b_c@d+e-f", SigningKey.generate());
        assertThat(TrustStore.read(directory).identities()).containsExactly("a.b_c@d+e-f", "release");
    }

    @Test
    void aMissingDirectoryTrustsNobody() throws Exception {
        assertThat(TrustStore.read(base.resolve("none")).identities()).isEmpty();
    }

    @Test
    void filesOfOtherNamesAreNotLookedAt() throws Exception {
        Files.writeString(directory.resolve("README"), "text");
        Files.writeString(directory.resolve("old.pub.disabled"), "text");
        assertThat(TrustStore.read(directory).identities()).containsExactly("release");
    }

    @Test
    void theDirectoryMayBeReachedThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(base.resolve("link"), directory);
        assertThat(TrustStore.read(link).identities()).containsExactly("release");
    }

    @Test
    void aKeyThatIsALinkIsRefused() throws IOException {
        Files.createSymbolicLink(directory.resolve("linked.pub"), Path.of("release.pub"));
        refusedKey("linked.pub", "expected a file, found a symbolic link");
    }

    @Test
    void aKeyThatIsADirectoryIsRefused() throws IOException {
        Files.createDirectory(directory.resolve("folder.pub"));
        refusedKey("folder.pub", "expected a file, found a directory");
    }

    @Test
    void aKeyThatAllMayWriteIsRefused() throws IOException {
        SigningFiles.mode(directory.resolve("release.pub"), "rw-r--rw-");
        refusedKey("release.pub", "expected one that only some may write to, found mode 646");
    }

    @Test
    void aKeyThatMayNotBeReadIsRefused() throws Exception {
        Path key = SigningFiles.mode(directory.resolve("release.pub"), "---------");
        assertThat(UnprivilegedRun.of("trust", directory))
                .isEqualTo("trust.bad-key trusted key " + key
                        + ": expected a file that this user may read, found one that it may not");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", ".hidden", "a b", "-dash", "ä", "a,b", "a\nb"})
    void aKeyWithAnUnsuitableNameIsRefused(String name) throws IOException {
        Files.writeString(directory.resolve(name + ".pub"), KEY.publicKeyPem());
        refusedKey("expected a name of at most 128 letters, digits and . _ @ + -");
    }

    @Test
    void aKeyWithALongNameIsRefused() throws IOException {
        Files.writeString(directory.resolve("k".repeat(129) + ".pub"), KEY.publicKeyPem());
        refusedKey("expected a name of at most 128");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "-----BEGIN PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY----------END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\n*\n-----END PUBLIC KEY-----"
            })
    void aFileThatIsNoKeyIsRefused(String content) throws IOException {
        Files.writeString(directory.resolve("bad.pub"), content);
        refusedKey("bad.pub");
    }

    @Test
    void twoKeysInOneFileAreRefused() throws IOException {
        Files.writeString(directory.resolve("two.pub"), KEY.publicKeyPem() + KEY.publicKeyPem());
        refusedKey("two.pub", "expected one PEM block BEGIN PUBLIC KEY");
    }

    @Test
    void aPrivateKeyIsRefusedAndNotQuoted() throws IOException {
        KEY.write(directory.resolve("private.pub"));
        Refusal.of(
                SignatureFault.TRUST_BAD_KEY,
                () -> TrustStore.read(directory),
                "expected one PEM block BEGIN PUBLIC KEY, found something else");
    }

    @Test
    void aDirectoryThatAllMayWriteIsRefused() throws IOException {
        SigningFiles.mode(directory, "rwxr-xrwx");
        refusedDirectory("expected one that only some may write to, found mode 757");
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsRefused() throws IOException {
        directory = Files.writeString(base.resolve("file"), "x");
        refusedDirectory("expected a directory, found a file");
    }

    @Test
    void aDirectoryThatMayNotBeReadIsRefused() throws Exception {
        SigningFiles.mode(directory, "---------");
        String found = UnprivilegedRun.of("trust", directory);
        SigningFiles.mode(directory, "rwx------");
        assertThat(found)
                .isEqualTo("trust.bad-directory trust directory " + directory
                        + ": expected a directory that this user may read, found one that it may not");
    }

    @Test
    void moreKeysThanTheLimitAreRefused() throws IOException {
        for (int i = 0; i < TrustStore.MAX_KEYS; i++) {
            Files.writeString(directory.resolve("k" + i + ".pub"), KEY.publicKeyPem());
        }
        refusedDirectory("expected at most 1000 keys, found more");
    }

    private void refusedKey(String... words) {
        Refusal.of(SignatureFault.TRUST_BAD_KEY, () -> TrustStore.read(directory), words);
    }

    private void refusedDirectory(String... words) {
        Refusal.of(SignatureFault.TRUST_BAD_DIRECTORY, () -> TrustStore.read(directory), words);
    }
}
