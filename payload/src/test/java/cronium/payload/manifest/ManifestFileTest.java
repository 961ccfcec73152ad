package cronium.payload.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cronium.testkit.manifests.ValidManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestFileTest {
    @TempDir
    private Path folder;

    @Test
    void theFirstNameThatIsARegularFileIsRead() throws Exception {
        assertThat(ManifestFile.read(folder)).isEmpty();
        Files.writeString(folder.resolve("manifest.yml"), ValidManifest.SHORTEST);
        assertThat(ManifestFile.read(folder))
                .get()
                .extracting(ManifestFile::name)
                .isEqualTo("manifest.yml");
        Files.writeString(folder.resolve("manifest.yaml"), ValidManifest.SHORTEST);
        assertThat(ManifestFile.read(folder))
                .get()
                .extracting(ManifestFile::name)
                .isEqualTo("manifest.yaml");
    }

    @Test
    void aLinkAndADirectoryArePassedOver() throws Exception {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), ValidManifest.SHORTEST);
        Files.createSymbolicLink(folder.resolve("manifest.yaml"), elsewhere.getFileName());
        Files.createDirectory(folder.resolve("manifest.yml"));
        assertThat(ManifestFile.read(folder)).isEmpty();
    }

    @Test
    void oneWithFaultsIsNotPassedOver() throws IOException {
        Files.writeString(folder.resolve("manifest.yaml"), "version: v9\n");
        Files.writeString(folder.resolve("manifest.yml"), ValidManifest.SHORTEST);
        assertThatThrownBy(() -> ManifestFile.read(folder))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("manifest.yaml");
    }

    @Test
    void inAnArchiveItIsTheSameName() {
        assertThat(ManifestFile.name(Set.of("manifest.yml", "a")::contains)).contains("manifest.yml");
        assertThat(ManifestFile.name(Set.of("manifest.yml", "manifest.yaml")::contains))
                .contains("manifest.yaml");
        assertThat(ManifestFile.name(Set.of("a/manifest.yaml")::contains)).isEmpty();
    }
}
