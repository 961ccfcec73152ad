package cronium.payload.archive;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Seed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeterminismTest {
    /** Recorded once. It changes only if the format does, or if a JDK comes with a zlib that compresses differently. */
    private static final String RECORDED = "71f1595b37b9786b525740613551f42b665228781814c054cd31173d8fe480b7";

    private static final List<String> FILES = List.of(
            "manifest.yaml",
            "script.sh",
            "İstanbul/ı.txt",
            "lib/" + "d".repeat(90) + "/" + "n".repeat(90),
            "lib/" + "p".repeat(200) + "/" + "q".repeat(200),
            "z",
            "Z");

    @TempDir
    private Path base;

    @Test
    void theSameFolderMadeAndPackedUnderOtherCircumstancesIsTheSameArchive() throws Exception {
        Path first = base.resolve("first");
        Path second = base.resolve("second");
        make(first, FILES, 0755, 0644, "2001-01-01T00:00:00Z");
        make(second, FILES.reversed(), 0700, 0600, "2038-07-01T12:34:56Z");

        ByteArrayOutputStream here = new ByteArrayOutputStream();
        new ArchiveWriter().write(first, here);
        Path there = base.resolve("there.tar.gz");
        ProgramRun.archiveProgram(
                "077",
                Map.of("LC_ALL", "C", "TZ", "Pacific/Kiritimati"),
                List.of("-Duser.language=tr", "-Duser.country=TR", "-Duser.timezone=Asia/Kathmandu"),
                List.of("pack", second.toString(), there.toString()));

        assertThat(sha256(Files.readAllBytes(there)))
                .isEqualTo(sha256(here.toByteArray()))
                .isEqualTo(RECORDED);
    }

    @Test
    void anExecutableBitAndATimeAreInTheArchive() throws Exception {
        Path folder = base.resolve("folder");
        make(folder, FILES, 0755, 0644, "2001-01-01T00:00:00Z");
        byte[] before = pack(new ArchiveWriter(), folder);
        CreatedModes.set(folder.resolve("z"), 0744);
        byte[] after = pack(new ArchiveWriter(), folder);
        assertThat(after).isNotEqualTo(before);
        assertThat(pack(new ArchiveWriter(PackSettings.DEFAULT.withModifiedSeconds(1)), folder))
                .isNotEqualTo(after);
    }

    @Test
    void theNumberOfThreadsMakesNoDifference() throws Exception {
        Path folder = Files.createDirectory(base.resolve("folder"));
        RandomGenerator random = Seed.announced("DeterminismTest").random();
        // Around the edges of blocks, and long enough to keep several under way.
        for (int size : new int[] {0, 1, DeflateBlock.SIZE - 1536, DeflateBlock.SIZE, 9 * DeflateBlock.SIZE + 7}) {
            byte[] half = new byte[size / 2];
            random.nextBytes(half);
            Files.writeString(folder.resolve("file-" + size), HexFormat.of().formatHex(half));
            byte[] one = pack(new ArchiveWriter(PackSettings.DEFAULT.withThreads(1)), folder);
            assertThat(sha256(pack(new ArchiveWriter(PackSettings.DEFAULT.withThreads(2)), folder)))
                    .isEqualTo(sha256(pack(new ArchiveWriter(PackSettings.DEFAULT.withThreads(5)), folder)))
                    .isEqualTo(sha256(one));
            Path unpacked = Trees.privateDirectory(base, "unpacked-" + size);
            Extractor.extract(new ByteArrayInputStream(one), unpacked, ArchiveLimits.DEFAULT);
            assertThat(Trees.contents(unpacked)).isEqualTo(Trees.contents(folder));
            Path archive = Files.write(base.resolve("one.tar.gz"), one);
            assertThat(new ProcessBuilder("gzip", "-t", archive.toString())
                            .start()
                            .waitFor())
                    .isZero();
        }
    }

    private static byte[] pack(ArchiveWriter writer, Path folder) throws IOException, ArchiveException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(folder, out);
        return out.toByteArray();
    }

    private static void make(Path root, List<String> files, int directoryMode, int fileMode, String time)
            throws IOException {
        FileTime modified = FileTime.from(Instant.parse(time));
        for (String name : files) {
            Path file = Trees.file(root, name, (name + "\n").repeat(500));
            boolean script = name.endsWith(".sh");
            CreatedModes.set(file, script ? directoryMode : fileMode);
            Files.setLastModifiedTime(file, modified);
            CreatedModes.set(file.resolveSibling("."), directoryMode);
        }
        Files.createSymbolicLink(root.resolve("link"), ExactPath.relative("lib/../İstanbul/ı.txt"));
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
