package cronium.payload.archive;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.archives.OddArchive;
import cronium.testkit.archives.OddArchives;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OddArchivesTest {
    static List<OddArchive> corpus() {
        return OddArchives.all();
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void unpacks(OddArchive odd, @TempDir Path base) throws IOException, ArchiveException {
        Path payload = Trees.privateDirectory(base, "payload");

        Extractor.extract(packed(odd), payload, ArchiveLimits.DEFAULT);

        assertThat(Trees.contents(payload)).isEqualTo(odd.tree());
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void isListed(OddArchive odd) throws IOException, ArchiveException {
        ArchiveListing listing = ArchiveListing.read(packed(odd), ArchiveLimits.DEFAULT, Set.of(), 0);

        // Implied directories are in the tree and in no entry.
        assertThat(odd.tree().keySet())
                .containsAll(listing.entries().stream().map(ArchiveEntry::path).toList());
    }

    private static ByteArrayInputStream packed(OddArchive odd) {
        return new ByteArrayInputStream(odd.bytes().get());
    }
}
