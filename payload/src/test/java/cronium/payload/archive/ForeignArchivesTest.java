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
     * @param names what the format can hold
     */
    record Maker(String name, RequiredTool tool, List<String> command, Names names) {
        @Override
        public String toString() {
            return name;
        }
    }

    enum Names {
        BELOW_100_BYTES,
        WITH_PREFIX,
        ANY
    }

    static Stream<Maker> makers() {
        return Stream.of(
                gnu("v7", Names.BELOW_100_BYTES),
                gnu("ustar", Names.WITH_PREFIX),
                gnu("oldgnu", Names.ANY),
                gnu("gnu", Names.ANY),
                gnu("posix", Names.ANY),
                bsd("ustar", Names.WITH_PREFIX),
                bsd("pax", Names.ANY),
                bsd("gnutar", Names.ANY),
                python("USTAR_FORMAT", Names.WITH_PREFIX),
                python("GNU_FORMAT", Names.ANY),
                python("PAX_FORMAT", Names.ANY),
                busybox());
    }

    @ParameterizedTest
    @MethodSource("makers")
    void unpacksToTheSameTree(Maker maker, @TempDir Path base)
            throws IOException, InterruptedException, ArchiveException {
        Optional<String> missing = maker.tool.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        Path folder = Files.createDirectory(base.resolve("folder"));
        fill(folder, maker.names);

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

    private static void fill(Path folder, Names names) throws IOException {
        Trees.file(folder, "manifest.yaml", "version: v1\n");
        Path script = Trees.file(folder, "script.sh", "echo hello\n");
        CreatedModes.set(script, 0755);
        Trees.file(folder, "empty", "");
        Trees.file(folder, "big", "0123456789\n".repeat(50_000));
        if (names != Names.BELOW_100_BYTES) {
            Trees.file(folder, "d".repeat(80) + "/" + "n".repeat(80), "prefix");
        }
        Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(folder.resolve("bin/link"), Path.of("../script.sh"));
        Files.createLink(folder.resolve("bin/hard"), script);
        CreatedModes.set(folder.resolve("bin"), 0750);
        if (names == Names.ANY) {
            String path = ("long-" + "d".repeat(150) + "/").repeat(3) + "n".repeat(250);
            Trees.file(folder, path, "long");
            Trees.file(folder, "grüße/€ 😀", "not ASCII");
            Files.createSymbolicLink(folder.resolve("to-long"), Path.of(path));
        }
    }

    private static Maker gnu(String format, Names names) {
        return new Maker(
                "GNU tar " + format,
                new RequiredTool("tar", "tar"),
                List.of("tar", "--format=" + format, "-czf", "made.tar.gz", "-C", "folder", "."),
                names);
    }

    private static Maker bsd(String format, Names names) {
        return new Maker(
                "bsdtar " + format,
                new RequiredTool("bsdtar", "libarchive-tools"),
                List.of("bsdtar", "--format", format, "-czf", "made.tar.gz", "-C", "folder", "."),
                names);
    }

    private static Maker python(String format, Names names) {
        return new Maker(
                "Python tarfile " + format,
                new RequiredTool("python3", "python3"),
                List.of("python3", "-c", PYTHON, "made.tar.gz", "folder", format),
                names);
    }

    private static Maker busybox() {
        return new Maker(
                "busybox tar",
                new RequiredTool("busybox", "busybox"),
                List.of("busybox", "tar", "-czf", "made.tar.gz", "-C", "folder", "."),
                Names.ANY);
    }
}
