package cronium.payload.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cronium.testkit.RequiredTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives made by the programs that people use. */
class ForeignArchivesTest {
    private static final String PYTHON = """
            import sys, tarfile
            with tarfile.open(sys.argv[1], "w:gz", format=getattr(tarfile, sys.argv[3])) as tar:
                tar.add(sys.argv[2], arcname=".")
            """;

    /**
     * A way to make an archive.
     *
     * @param command gets the archive's name and the folder's name as its last arguments
     * @param longNames whether the format can hold names of any length
     */
    record Maker(String name, RequiredTool tool, List<String> command, boolean longNames) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Maker> makers() {
        return Stream.of(
                gnu("v7", false),
                gnu("ustar", false),
                gnu("oldgnu", true),
                gnu("gnu", true),
                gnu("posix", true),
                bsd("ustar", false),
                bsd("pax", true),
                bsd("gnutar", true),
                python("USTAR_FORMAT", false),
                python("GNU_FORMAT", true),
                python("PAX_FORMAT", true),
                busybox());
    }

    @ParameterizedTest
    @MethodSource("makers")
    void unpacksToTheSameTree(Maker maker, @TempDir Path base)
            throws IOException, InterruptedException, ArchiveException {
        Optional<String> missing = maker.tool.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        Path folder = Files.createDirectory(base.resolve("folder"));
        fill(folder, maker.longNames);

        ProgramRun.command(base, Map.of("LC_ALL", "C.UTF-8"), maker.command);

        Path payload = Trees.privateDirectory(base, "payload");
        try (InputStream in = Files.newInputStream(base.resolve("made.tar.gz"))) {
            Extractor.extract(in, payload, ArchiveLimits.DEFAULT);
        }
        assertThat(Trees.contentsAndModes(payload)).isEqualTo(Trees.contentsAndModes(folder));
        assertThat(Files.isSameFile(payload.resolve("script.sh"), payload.resolve("bin/hard")))
                .as("hard link")
                .isTrue();
    }

    private static void fill(Path folder, boolean longNames) throws IOException {
        Trees.file(folder, "manifest.yaml", "version: v1\n");
        Path script = Trees.file(folder, "script.sh", "echo hello\n");
        CreatedModes.set(script, 0755);
        Trees.file(folder, "empty", "");
        Trees.file(folder, "big", "0123456789\n".repeat(50_000));
        Trees.file(folder, "d".repeat(80) + "/" + "n".repeat(80), "prefix");
        Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(folder.resolve("bin/link"), Path.of("../script.sh"));
        Files.createLink(folder.resolve("bin/hard"), script);
        CreatedModes.set(folder.resolve("bin"), 0750);
        if (longNames) {
            String path = ("long-" + "d".repeat(150) + "/").repeat(3) + "n".repeat(250);
            Trees.file(folder, path, "long");
            Trees.file(folder, "grüße/€ 😀", "not ASCII");
            Files.createSymbolicLink(folder.resolve("to-long"), Path.of(path));
        }
    }

    private static Maker gnu(String format, boolean longNames) {
        // v7 has no prefix field; it gets what it can hold by the folder's short names only.
        List<String> exclude = format.equals("v7") ? List.of("--exclude=none") : List.of();
        return new Maker(
                "GNU tar " + format,
                new RequiredTool("tar", "tar"),
                Stream.of(
                                List.of("tar", "--format=" + format),
                                exclude,
                                List.of("-czf", "made.tar.gz", "-C", "folder", "."))
                        .flatMap(List::stream)
                        .toList(),
                longNames);
    }

    private static Maker bsd(String format, boolean longNames) {
        return new Maker(
                "bsdtar " + format,
                new RequiredTool("bsdtar", "libarchive-tools"),
                List.of("bsdtar", "--format", format, "-czf", "made.tar.gz", "-C", "folder", "."),
                longNames);
    }

    private static Maker python(String format, boolean longNames) {
        return new Maker(
                "Python tarfile " + format,
                new RequiredTool("python3", "python3"),
                List.of("python3", "-c", PYTHON, "made.tar.gz", "folder", format),
                longNames);
    }

    private static Maker busybox() {
        return new Maker(
                "busybox tar",
                new RequiredTool("busybox", "busybox"),
                List.of("busybox", "tar", "-czf", "made.tar.gz", "-C", "folder", "."),
                true);
    }
}
