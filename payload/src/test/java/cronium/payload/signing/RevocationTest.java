package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevocationTest {
    private static final SigningKey KEY = SigningKey.generate();
    private static final SigningKey OTHER = SigningKey.generate();

    @TempDir
    private Path base;

    private Path directory;
    private Path revoked;
    private PayloadFile payload;

    @BeforeEach
    void trustTwoKeys() throws IOException, SignatureException {
        SigningFiles.trustDirectory(base, "release", KEY);
        directory = SigningFiles.trustDirectory(base, "other", OTHER);
        revoked = Files.createDirectory(directory.resolve("revoked"));
        SigningFiles.mode(revoked, "rwxr-xr-x");
        payload = SigningFiles.payload(base, "x");
    }

    @Test
    void anEmptyDirectoryRevokesNothing() throws Exception {
        verify(KEY);
        verify(OTHER);
    }

    @Test
    void aKeyThatWasMovedThereIsRefusedByName() throws Exception {
        Files.move(directory.resolve("release.pub"), revoked.resolve("release.pub"));
        refusedAsRevoked("release");
        verify(OTHER);
    }

    @Test
    void aKeyThatIsBothTrustedAndRevokedIsRevokedWhateverItsName() throws Exception {
        Files.copy(directory.resolve("release.pub"), revoked.resolve("stolen-in-may.pub"));
        refusedAsRevoked("stolen-in-may");
        assertThat(TrustStore.read(directory).identities()).containsExactly("other");
        verify(OTHER);
    }

    @Test
    void aRevokedKeyIsNamedAlsoWhereNoKeyIsTrusted() throws IOException {
        Files.move(directory.resolve("release.pub"), revoked.resolve("release.pub"));
        Files.delete(directory.resolve("other.pub"));
        refusedAsRevoked("release");
    }

    @Test
    void aBundleOfARevokedKeyIsRefused() throws IOException {
        Files.move(directory.resolve("release.pub"), revoked.resolve("release.pub"));
        Refusal.of(
                SignatureFault.SIGNATURE_REVOKED,
                () -> BundleCheck.verify(
                        payload,
                        SigningFiles.ascii(KEY.signBundle(payload)),
                        TrustStore.read(directory),
                        SigningFiles.NOW),
                "one of the key release, which is revoked");
    }

    @Test
    void whatCannotBeReliedOnThereIsRefused() throws IOException {
        Path bad = Files.writeString(revoked.resolve("bad.pub"), "no key");
        Refusal.of(SignatureFault.TRUST_BAD_KEY, () -> TrustStore.read(directory), "trusted key " + bad);
        Files.delete(bad);
        Files.createSymbolicLink(bad, Path.of("../release.pub"));
        Refusal.of(SignatureFault.TRUST_BAD_KEY, () -> TrustStore.read(directory), "found a symbolic link");
        Files.delete(bad);
        SigningFiles.mode(revoked, "rwxrwxrwx");
        Refusal.of(SignatureFault.TRUST_BAD_DIRECTORY, () -> TrustStore.read(directory), "found mode 777");
    }

    @Test
    void aLinkOrAFileInItsPlaceIsRefused() throws IOException {
        Files.delete(revoked);
        Files.createSymbolicLink(revoked, base);
        Refusal.of(SignatureFault.TRUST_BAD_DIRECTORY, () -> TrustStore.read(directory), "found a symbolic link");
        Files.delete(revoked);
        Files.createFile(revoked);
        Refusal.of(SignatureFault.TRUST_BAD_DIRECTORY, () -> TrustStore.read(directory), "found a file");
    }

    @Test
    void theSameKeyUnderTwoNamesIsRefused() throws IOException {
        Files.copy(directory.resolve("release.pub"), directory.resolve("again.pub"));
        Refusal.of(
                SignatureFault.TRUST_BAD_KEY,
                () -> TrustStore.read(directory),
                "release.pub: expected another key than in again.pub, found the same");
    }

    private void refusedAsRevoked(String name) {
        Refusal.of(
                SignatureFault.SIGNATURE_REVOKED,
                () -> SignatureCheck.verify(
                        payload, SigningFiles.ascii(KEY.sign(payload)), TrustStore.read(directory), SigningFiles.NOW),
                "found one of the key " + name + ", which is revoked");
    }

    private void verify(SigningKey key) throws Exception {
        SignatureCheck.verify(
                payload, SigningFiles.ascii(key.sign(payload)), TrustStore.read(directory), SigningFiles.NOW);
    }
}
