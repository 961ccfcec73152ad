package cronium.packaging;

import cronium.payload.PayloadException;
import cronium.releases.Version;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/** Runners as files and nothing else. */
final class PlainBuild {
    private final Version version;
    private final Map<Platform, Optional<Path>> modules;

    PlainBuild(Version version, Map<Platform, Optional<Path>> modules) {
        this.version = version;
        this.modules = modules;
    }

    /** Replaces the files in a directory, each of them whole. */
    void into(Path directory, PrintStream out) throws IOException, PayloadException, InterruptedException {
        Files.createDirectories(directory);
        for (Map.Entry<Platform, Optional<Path>> each : modules.entrySet()) {
            Platform platform = each.getKey();
            Path work = Files.createTempDirectory(directory, ".build");
            try {
                Path coming = work.resolve("file");
                int glibc = new RunnerFile(platform, version.text()).build(coming, work, each.getValue());
                Path file = directory.resolve(platform.fileName());
                Files.move(coming, file, StandardCopyOption.ATOMIC_MOVE);
                out.println(RunnerFile.line(
                        Files.size(file), file, TrainingPayload.sha256(Files.readAllBytes(file)), glibc));
            } finally {
                Trees.remove(work);
            }
        }
    }
}
