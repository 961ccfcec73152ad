package cronium.payload.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cronium.testkit.Seed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedFilesTest {
    private static final ArchiveLimits LIMITS = ArchiveLimits.DEFAULT;

    @TempDir
    private Path base;

    private record Given(String path, boolean executable, String content) {}

    @Test
    void makesTheArchiveThatAFolderMakes() throws Exception {
        Random random = new Random(Seed.announced("PackedFilesTest").value());
        for (int round = 0; round < 50; round++) {
            Path folder = Trees.privateDirectory(base, "folder-" + round);
            List<Given> files = random(random);
            for (Given file : files) {
                CreatedModes.set(Trees.file(folder, file.path(), file.content()), file.executable() ? 0700 : 0600);
            }
            Collections.shuffle(files, random);
            PackedFiles packed = new PackedFiles(LIMITS);
            for (Given file : files) {
                add(packed, file.path(), file.executable(), file.content());
            }
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            new ArchiveWriter().write(folder, expected);
            assertThat(archive(packed)).as("round %d", round).isEqualTo(expected.toByteArray());
        }
    }

    /** Names of directories are not names of files, so that any of them go together. */
    private static List<Given> random(Random random) {
        List<Given> files = new ArrayList<>();
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            String directories = "d/".repeat(random.nextInt(3)) + (random.nextBoolean() ? "e.d/" : "");
            byte[] half = new byte[random.nextInt(10) == 0 ? random.nextInt(100_000) : random.nextInt(1_000)];
            random.nextBytes(half);
            String content = HexFormat.of().formatHex(half);
            files.add(new Given(
                    directories + (random.nextBoolean() ? "f" : "\u00ef") + i, random.nextBoolean(), content));
        }
        return files;
    }

    @Test
    void pathsAreNormalisedAndFilesMayBeNone() throws Exception {
        PackedFiles packed = new PackedFiles(LIMITS);
        assertThat(entries(packed)).isEmpty();
        add(packed, "./a//b", true, "12");
        assertThat(entries(packed))
                .containsExactly(new ArchiveEntry.Directory("a", 0755), new ArchiveEntry.RegularFile("a/b", 0755, 2));
    }

    @Test
    void whatNoArchiveMayHaveIsRefused() throws ArchiveException {
        refuse(new PackedFiles(LIMITS), "../a", ArchiveFault.PARENT_PATH);
        refuse(new PackedFiles(LIMITS), "/a", ArchiveFault.ABSOLUTE_PATH);
        refuse(new PackedFiles(LIMITS), "", ArchiveFault.EMPTY_NAME);
        refuse(new PackedFiles(LIMITS), "./", ArchiveFault.EMPTY_NAME);
        refuse(new PackedFiles(LIMITS), "a\0b", ArchiveFault.NUL_IN_NAME);
        PackedFiles files = new PackedFiles(LIMITS);
        add(files, "a/b", false, "");
        refuse(files, "a/b", ArchiveFault.DUPLICATE_PATH);
        refuse(files, "a", ArchiveFault.DUPLICATE_PATH);
        refuse(files, "a/b/c", ArchiveFault.BELOW_FILE);
        assertThat(files.entries()).extracting(ArchiveEntry::path).containsExactly("a", "a/b");
    }

    private static void refuse(PackedFiles files, String path, ArchiveFault fault) {
        ArchiveException refusal = catchThrowableOfType(ArchiveException.class, () -> add(files, path, false, "x"));
        assertThat(refusal).as(path).isNotNull();
        assertThat(refusal.fault()).isEqualTo(fault);
    }

    @Test
    void aContentOfAnotherSizeThanWasSaidIsRefused() throws ArchiveException {
        for (int said : new int[] {1, 3}) {
            PackedFiles files = new PackedFiles(LIMITS);
            files.add("a", false, said, () -> new ByteArrayInputStream(new byte[2]));
            ArchiveException refusal = catchThrowableOfType(ArchiveException.class, () -> archive(files));
            assertThat(refusal).as("%d bytes", said).isNotNull();
            assertThat(refusal.fault()).isEqualTo(ArchiveFault.CHANGED_WHILE_READ);
        }
    }

    private static void add(PackedFiles files, String path, boolean executable, String content)
            throws ArchiveException {
        byte[] bytes = PackSource.utf8(content);
        files.add(path, executable, bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    private static byte[] archive(PackedFiles files) throws IOException, ArchiveException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ArchiveWriter().write(files, out);
        return out.toByteArray();
    }

    private static List<ArchiveEntry> entries(PackedFiles files) throws IOException, ArchiveException {
        return ArchiveListing.read(new ByteArrayInputStream(archive(files)), LIMITS, Set.of(), 0)
                .entries();
    }
}
