package cronium.payload.archive;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeterminismTest {
    /** Recorded once. It changes only if the format does, or if a JDK comes with a zlib that compresses differently. */
    private static final String RECORDED = "f62529cda9ca4b3098965753ba7a38692e9742bc239ed3dae2cb721e04244199";

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
        assertThat(pack(new ArchiveWriter(1, ArchiveLimits.DEFAULT), folder)).isNotEqualTo(after);
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
