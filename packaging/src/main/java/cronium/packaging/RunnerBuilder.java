package cronium.packaging;

import cronium.payload.PayloadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@code ./cronium build-runner}: makes the one-file runner for each platform that is asked for. */
public final class RunnerBuilder {
    private static final String USAGE =
            "expected build-runner [--platform linux/amd64,linux/arm64] [--version V] [--output DIR] [--jmods DIR]";

    private RunnerBuilder() {}

    /**
     * Builds.
     *
     * @param arguments as the usage says; {@code --output} is given
     */
    public static void main(String[] arguments) throws IOException, PayloadException {
        try {
            build(arguments);
        } catch (BuildException e) {
            System.err.println("cronium: " + e.getMessage());
            Runtime.getRuntime().halt(1);
        }
    }

    private static void build(String[] arguments) throws IOException, PayloadException {
        List<Platform> platforms = List.of(Platform.current());
        String version = Optional.ofNullable(RunnerBuilder.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
        Optional<Path> output = Optional.empty();
        Optional<Path> jmods = Optional.empty();
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new BuildException(USAGE + ", found " + arguments[i] + " without a value");
            }
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--platform" ->
                    platforms = Arrays.stream(value.split(",", -1))
                            .map(Platform::of)
                            .toList();
                case "--version" -> version = value;
                case "--output" -> output = Optional.of(Path.of(value));
                case "--jmods" -> jmods = Optional.of(Path.of(value).toAbsolutePath());
                default -> throw new BuildException(USAGE + ", found " + arguments[i]);
            }
        }
        Path directory = output.orElseThrow(() -> new BuildException(USAGE + ", found no --output"))
                .toAbsolutePath();
        Files.createDirectories(directory);
        for (Platform platform : platforms) {
            Optional<Path> modules = platform == Platform.current() ? Optional.empty() : jmods;
            if (platform != Platform.current() && modules.isEmpty()) {
                throw new BuildException(
                        platform.text() + ": expected --jmods DIR with its modules of JDK 25, found none");
            }
            build(directory, new RunnerFile(platform, version), platform, modules);
        }
    }

    private static void build(Path directory, RunnerFile runner, Platform platform, Optional<Path> jmods)
            throws IOException, PayloadException {
        Path work = Files.createTempDirectory(directory, ".build");
        try {
            Path coming = work.resolve("file");
            int glibc = runner.build(coming, work, jmods);
            Path file = directory.resolve(platform.fileName());
            Files.move(coming, file, StandardCopyOption.ATOMIC_MOVE);
            List<String> line = new ArrayList<>();
            line.add(TrainingPayload.sha256(Files.readAllBytes(file)) + "  " + file);
            line.add(Files.size(file) + " bytes");
            line.add("needs glibc 2." + glibc);
            System.out.println(String.join(", ", line));
        } finally {
            Trees.remove(work);
        }
    }
}
