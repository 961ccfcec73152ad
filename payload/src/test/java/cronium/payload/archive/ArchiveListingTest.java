package cronium.payload.archive;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.archives.TarBytes;
import cronium.testkit.archives.TarHeaderBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchiveListingTest {
    private static final TarBytes TAR = new TarBytes()
            .directory("./")
            .file("./manifest.yaml", "version: v1\n")
            .entry(TarHeaderBytes.ustar('5', "./bin").mode(04750))
            .file("./bin/manifest.yaml", "another")
            .hardLink("./bin/linked", "./manifest.yaml")
            .symbolicLink("./link", "bin");

    @Test
    void hasAllEntriesInTheirOrder() throws IOException, ArchiveException {
        assertThat(list(Set.of()).entries())
                .containsExactly(
                        new ArchiveEntry.RegularFile("manifest.yaml", 0644, 12),
                        new ArchiveEntry.Directory("bin", 0750),
                        new ArchiveEntry.RegularFile("bin/manifest.yaml", 0644, 7),
                        new ArchiveEntry.HardLink("bin/linked", "manifest.yaml"),
                        new ArchiveEntry.SymbolicLink("link", "bin"));
    }

    @Test
    void hasTheContentOfWantedFilesAndNoOthers() throws IOException, ArchiveException {
        ArchiveListing listing = list(Set.of("manifest.yaml", "manifest.yml", "bin"));
        assertThat(listing.content("manifest.yaml")).contains("version: v1\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(listing.content("manifest.yml")).isEmpty();
        assertThat(listing.content("bin")).isEmpty();
        assertThat(listing.content("bin/manifest.yaml")).isEmpty();
    }

    @Test
    void aHardLinkToAWantedFileHasItsContent() throws IOException, ArchiveException {
        assertThat(list(Set.of("manifest.yaml", "bin/linked")).content("bin/linked"))
                .contains("version: v1\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void namesInAMessageCannotActOnATerminal() {
        ArchiveException refusal =
                ArchiveException.at(ArchiveFault.FIFO, "\u001b[2J\u202e\"\\" + "x".repeat(300), "a file", "a FIFO");
        assertThat(refusal.getMessage())
                .startsWith("archive entry \"\\u{1b}[2J\\u{202e}\\\"\\\\xxx")
                .contains("…\" (307 characters): expected a file, found a FIFO")
                .hasSizeLessThan(250);
    }

    private static ArchiveListing list(Set<String> wanted) throws IOException, ArchiveException {
        return ArchiveListing.read(new ByteArrayInputStream(TAR.gzip()), ArchiveLimits.DEFAULT, wanted, 100);
    }
}
