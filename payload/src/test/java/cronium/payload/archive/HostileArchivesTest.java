package cronium.payload.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cronium.testkit.archives.HostileArchive;
import cronium.testkit.archives.HostileArchives;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileArchivesTest {
    static List<HostileArchive> corpus() {
        return HostileArchives.all();
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void isRefusedByTheExtractorAndLeavesNothing(HostileArchive hostile, @TempDir Path base) throws IOException {
        Path payload = Trees.privateDirectory(base, "payload");
        Trees.file(base, "outside/file", "sentinel");
        Map<String, String> before = Trees.contentsAndModes(base);

        ArchiveException refusal = catchThrowableOfType(
                ArchiveException.class, () -> Extractor.extract(packed(hostile), payload, ArchiveLimits.DEFAULT));

        assertThat(refusal).as("refused at all").isNotNull();
        assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(hostile.code());
        assertThat(Trees.contentsAndModes(base)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void isRefusedByTheListing(HostileArchive hostile) {
        ArchiveException refusal = catchThrowableOfType(
                ArchiveException.class,
                () -> ArchiveListing.read(packed(hostile), ArchiveLimits.DEFAULT, Set.of("before"), 100));

        assertThat(refusal).as("refused at all").isNotNull();
        assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(hostile.code());
        assertThat(refusal.getMessage())
                .contains("expected " + refusal.expected(), "found " + refusal.found())
                .doesNotContainPattern("[\\p{Cntrl}&&[^ ]]");
    }

    @Test
    void thereAreManyAndEachHasANameOfItsOwn() {
        assertThat(corpus()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(corpus()).extracting(HostileArchive::defect).doesNotHaveDuplicates();
    }

    @Test
    void everyFaultOfAnArchiveHasAHostileArchive() {
        Set<ArchiveFault> testedElsewhere = EnumSet.of(
                ArchiveFault.TOO_MANY_ENTRIES,
                ArchiveFault.TOO_MANY_NAME_BYTES,
                ArchiveFault.SOCKET,
                ArchiveFault.CHANGED_WHILE_READ);
        assertThat(corpus())
                .extracting(HostileArchive::code)
                .containsAll(EnumSet.complementOf(EnumSet.copyOf(testedElsewhere)).stream()
                        .map(ArchiveFault::code)
                        .toList());
    }

    private static ByteArrayInputStream packed(HostileArchive hostile) {
        return new ByteArrayInputStream(hostile.bytes().get());
    }
}
