package cronium.runner.journal;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.runner.secrets.Secret;
import cronium.runner.secrets.SecretsReader;
import cronium.runner.secrets.SecretsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    @TempDir
    private Path base;

    private Path claim;
    private List<Secret> secrets;

    @BeforeEach
    void makeSecrets() throws IOException {
        claim = Files.createDirectory(base.resolve("claim"));
        Path file = base.resolve("input");
        Files.writeString(file, "ONE=value-1\0TWO=value\n2\0");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        secrets = SecretsReader.read(new SecretsSource.Named(file), () -> {});
    }

    @Test
    void eachSecretIsAFileThatOnlyItsOwnerReads() throws IOException {
        Claim.SecretsPlace place = SecretFiles.write(claim, secrets);
        try {
            assertThat(place.directory().resolve("ONE")).hasContent("value-1");
            assertThat(Files.readString(place.directory().resolve("TWO"))).isEqualTo("value\n2");
            assertThat(mode(place.directory())).isEqualTo("rwx------");
            assertThat(mode(place.directory().resolve("ONE"))).isEqualTo("r--------");
            assertThat(place.inMemory()).isEqualTo(isTmpfs(place.directory()));
            assertThat(Files.isSymbolicLink(claim.resolve(SecretFiles.NAME))).isEqualTo(isTmpfs(SHARED_MEMORY));
        } finally {
            assertThat(SecretFiles.wipe(claim)).isEmpty();
        }
        if (isTmpfs(SHARED_MEMORY)) {
            assertThat(place.directory()).doesNotExist();
        }
    }

    @Test
    void withoutSharedMemoryTheyAreInTheClaim() throws IOException {
        Claim.SecretsPlace place = SecretFiles.write(claim, secrets, base.resolve("none"));
        assertThat(place.directory()).isEqualTo(claim.resolve("secrets"));
        assertThat(place.inMemory()).isEqualTo(isTmpfs(base));
        SecretFiles.wipe(claim);
        assertThat(Files.readAllBytes(claim.resolve("secrets/ONE"))).isEqualTo(new byte[7]);
        assertThat(Claim.removeWithSecrets(claim)).isEmpty();
        assertThat(claim).doesNotExist();
    }

    /** What the script may do to its own files: leave others, take rights away, put links to what is not its own. */
    @Test
    void wipingFollowsNoLinkAndNeedsNoRights() throws IOException {
        Claim.SecretsPlace place = SecretFiles.write(claim, secrets);
        Path other = Files.writeString(base.resolve("other"), "stays");
        Files.createSymbolicLink(place.directory().resolve("link"), other);
        Files.createDirectory(place.directory().resolve("directory"));
        Files.writeString(place.directory().resolve("directory/file"), "more");
        Files.setPosixFilePermissions(place.directory().resolve("ONE"), PosixFilePermissions.fromString("---------"));

        assertThat(Claim.removeWithSecrets(claim)).isEmpty();

        assertThat(other).hasContent("stays");
        assertThat(place.directory()).doesNotExist();
        assertThat(claim).doesNotExist();
    }

    @Test
    void aLinkToSomethingElseLeadsNowhere() throws IOException {
        Path other = Files.createDirectory(base.resolve("other"));
        Files.writeString(other.resolve("file"), "stays");
        Files.createSymbolicLink(claim.resolve(SecretFiles.NAME), other);
        assertThat(Claim.removeWithSecrets(claim)).isEmpty();
        assertThat(other.resolve("file")).hasContent("stays");
    }

    @Test
    void aLinkWithoutItsDirectoryIsNoTrouble() throws IOException {
        Files.createSymbolicLink(claim.resolve(SecretFiles.NAME), SHARED_MEMORY.resolve("cronium-secrets-none"));
        assertThat(Claim.removeWithSecrets(claim)).isEmpty();
        assertThat(claim).doesNotExist();
    }

    private static boolean isTmpfs(Path directory) throws IOException {
        return Files.isDirectory(directory)
                && Files.getFileStore(directory).type().equals("tmpfs");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    }
}
