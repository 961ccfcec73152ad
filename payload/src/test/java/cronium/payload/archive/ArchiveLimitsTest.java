package cronium.payload.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cronium.testkit.archives.GzipBytes;
import cronium.testkit.archives.TarBytes;
import cronium.testkit.archives.TarHeaderBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchiveLimitsTest {
    private static final ArchiveLimits DEFAULT = ArchiveLimits.DEFAULT;

    @Test
    void packedBytesAreLimited() throws IOException, ArchiveException {
        byte[] packed = new TarBytes().file("f", "x").gzip();
        accept(packed, DEFAULT.withPackedBytes(packed.length));
        refuse(
                packed,
                DEFAULT.withPackedBytes(packed.length - 1),
                "archive.too-large",
                packed.length - 1,
                packed.length);
    }

    @Test
    void unpackedBytesAreLimitedByWhatAHeaderSays() throws IOException, ArchiveException {
        byte[] packed = new TarBytes().file("f", "x".repeat(10_000)).gzip();
        accept(packed, DEFAULT.withUnpackedBytes(512 + 10_240 + 1024));
        refuse(packed, DEFAULT.withUnpackedBytes(12_000 - 2001), "archive.too-large", 9_999, 11_776);
    }

    @Test
    void aHeaderThatSaysMoreThanTheLimitIsRefusedBeforeItsContentIsRead() {
        byte[] packed = GzipBytes.member(new TarBytes()
                .entry(TarHeaderBytes.ustar('0', "big").size(5_000_000))
                .unended());
        ArchiveException refusal =
                refuse(packed, DEFAULT.withUnpackedBytes(1_000_000), "archive.too-large", 1_000_000, 5_000_000);
        assertThat(refusal.entry()).contains("\"big\"");
    }

    @Test
    void entriesAreLimitedAndImpliedDirectoriesCount() throws IOException, ArchiveException {
        byte[] packed = new TarBytes().file("a/b/c", "x").file("a/d", "x").gzip();
        accept(packed, DEFAULT.withEntries(4));
        refuse(packed, DEFAULT.withEntries(3), "archive.too-many-entries", 3, 4);
    }

    @Test
    void aNameIsLimitedInBytes() throws IOException, ArchiveException {
        byte[] packed = new TarBytes().file("ü/ü", "x").gzip();
        accept(packed, DEFAULT.withNameBytes(5));
        refuse(packed, DEFAULT.withNameBytes(4), "archive.name-too-long", 4, 5);
    }

    @Test
    void allNamesAndTargetsTogetherAreLimitedInBytes() throws IOException, ArchiveException {
        byte[] packed = new TarBytes()
                .file("dir/€", "x")
                .file("dir/f", "x")
                .symbolicLink("l", "dir")
                .gzip();
        accept(packed, DEFAULT.withAllNameBytes(3 + 3 + 1 + 1 + 3));
        refuse(packed, DEFAULT.withAllNameBytes(10), "archive.too-many-name-bytes", 10, 11);
    }

    @Test
    void depthIsLimited() throws IOException, ArchiveException {
        byte[] packed = new TarBytes().file("./a/b/c", "x").gzip();
        accept(packed, DEFAULT.withDepth(3));
        refuse(packed, DEFAULT.withDepth(2), "archive.too-deep", 2, 3);
    }

    @Test
    void expansionIsLimitedPastSixteenMebibytes() throws IOException, ArchiveException {
        byte[] zeros = new byte[16 << 20];
        byte[] below = new TarBytes()
                .entry(header(zeros.length - 4096), new byte[zeros.length - 4096])
                .gzip();
        byte[] above = new TarBytes().entry(header(zeros.length), zeros).gzip();
        accept(below, DEFAULT.withExpansionRatio(1));
        accept(above, DEFAULT.withExpansionRatio(2000));
        ArchiveException refusal =
                catchThrowableOfType(ArchiveException.class, () -> accept(above, DEFAULT.withExpansionRatio(50)));
        assertThat(refusal.code()).isEqualTo("archive.ratio");
        assertThat(refusal).hasMessageMatching(".*at most 50 unpacked bytes.*found 167\\d+ for \\d+");
    }

    @Test
    void aWantedFileIsLimited() {
        byte[] packed = new TarBytes().file("manifest.yaml", "x".repeat(11)).gzip();
        assertThatThrownBy(() ->
                        ArchiveListing.read(new ByteArrayInputStream(packed), DEFAULT, Set.of("manifest.yaml"), 10))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContainingAll("manifest.yaml", "at most 10 bytes", "found 11");
    }

    @Test
    void aLimitIsAtLeastOne() {
        assertThatThrownBy(() -> DEFAULT.withEntries(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static TarHeaderBytes header(int size) {
        return TarHeaderBytes.ustar('0', "zeros").size(size);
    }

    private static void accept(byte[] packed, ArchiveLimits limits) throws IOException, ArchiveException {
        ArchiveListing.read(new ByteArrayInputStream(packed), limits, Set.of(), 0);
    }

    private static ArchiveException refuse(byte[] packed, ArchiveLimits limits, String code, long limit, long found) {
        ArchiveException refusal = catchThrowableOfType(ArchiveException.class, () -> accept(packed, limits));
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.expected()).contains("at most " + limit + " ");
        assertThat(refusal.found()).contains(Long.toString(found));
        assertThat(refusal).hasMessageContainingAll(refusal.expected(), refusal.found());
        return refusal;
    }
}
