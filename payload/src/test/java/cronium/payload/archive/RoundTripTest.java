package cronium.payload.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cronium.testkit.RequiredTool;
import cronium.testkit.Seed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTripTest {
    private static final int ROUNDS = 60;

    @TempDir
    private Path base;

    @Test
    void packingThenUnpackingIsIdentity() throws IOException, ArchiveException {
        RandomGenerator random = Seed.announced("RoundTripTest").random();
        for (int round = 0; round < ROUNDS; round++) {
            Path folder = Files.createDirectory(base.resolve("folder-" + round));
            Path payload = Trees.privateDirectory(base, "payload-" + round);
            RandomTree.fill(folder, random);
            byte[] packed = pack(folder);

            Extractor.extract(new ByteArrayInputStream(packed), payload, ArchiveLimits.DEFAULT);

            assertThat(Trees.contentsAndModes(payload)).isEqualTo(Trees.contentsAndModes(folder));
            assertThat(pack(payload)).as("packed again").isEqualTo(packed);
        }
    }

    @Test
    void gnuTarUnpacksWhatTheWriterPacks() throws Exception {
        Optional<String> missing = new RequiredTool("tar", "tar").missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        RandomGenerator random = Seed.announced("RoundTripTest, GNU tar").random();
        Path folder = Files.createDirectory(base.resolve("folder"));
        RandomTree.fill(folder, random);
        Trees.file(folder, "long/" + "d".repeat(200) + "/" + "n".repeat(200), "x");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("l".repeat(150)));
        Files.write(base.resolve("packed.tar.gz"), pack(folder));

        Path unpacked = Files.createDirectory(base.resolve("unpacked"));
        ProgramRun.command(unpacked, Map.of(), List.of("tar", "-xzf", "../packed.tar.gz"));

        assertThat(Trees.contents(unpacked)).isEqualTo(Trees.contents(folder));
    }

    private static byte[] pack(Path folder) throws IOException, ArchiveException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ArchiveWriter().write(folder, out);
        return out.toByteArray();
    }
}
