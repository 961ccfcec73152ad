package cronium.packaging;

import cronium.payload.PayloadException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The runner as one file that needs nothing on a host but glibc, sh, tar and gzip. */
final class RunnerFile {
    /** What the runner's own system calls need: {@code posix_spawn_file_actions_addclosefrom_np}. */
    private static final int RUNNER_GLIBC = 34;

    private final Platform platform;
    private final String version;

    RunnerFile(Platform platform, String version) {
        this.platform = platform;
        this.version = version;
    }

    /**
     * Builds it.
     *
     * @param work an empty directory for what is made on the way
     * @param jmods the platform's modules; else this JDK's own
     * @return N of the glibc 2.N that it needs
     */
    int build(Path file, Path work, Optional<Path> jmods) throws IOException, PayloadException, InterruptedException {
        Path image = Files.createDirectory(work.resolve("image"));
        int glibc = Math.max(RUNNER_GLIBC, SmallRuntime.link(image.resolve("runtime"), jmods));
        Path lib = Files.createDirectory(image.resolve("lib"));
        StringBuilder classPath = new StringBuilder();
        Program runner = Program.runner();
        for (Path jar : runner.jars()) {
            StoredJar.copy(jar, lib.resolve(jar.getFileName()));
            classPath
                    .append(classPath.isEmpty() ? "" : ":")
                    .append("$here/lib/")
                    .append(jar.getFileName());
        }
        Files.writeString(
                lib.resolve("start.sh"),
                (Texts.of("start.sh") + Texts.of(runner.name() + ".sh"))
                        .replace("@NAME@", runner.name())
                        .replace("@CLASS_PATH@", classPath));
        TrainingPayload.write(Files.createDirectory(image.resolve("training")));
        byte[] archive = SmallArchive.of(image);
        String text = Texts.of("one-file.sh")
                .replace("@VERSION@", version)
                .replace("@DIGEST@", TrainingPayload.sha256(archive).substring(0, 32))
                .replace("@PLATFORM@", platform.text())
                .replace("@MACHINE@", platform.machine())
                .replace("@LOADER@", platform.loader())
                .replace("@GLIBC@", Integer.toString(glibc));
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.write(archive);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return glibc;
    }

    /** What a build says of a file: as {@code sha256sum} begins, and then what it is good for. */
    static String line(long size, Path file, String sha256, int glibc) {
        return sha256 + "  " + file + ", " + size + " bytes, needs glibc 2." + glibc;
    }
}
