package cronium.packaging;

import cronium.payload.PayloadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code ./cronium dist}: an image as {@code tar.gz} and {@code .deb} for hosts of this machine's platform. */
public final class DistBuilder {
    private static final String USAGE = "expected dist [--output DIR]";

    private final Path image;
    private final Path output;
    private final Platform platform;
    private final String version;
    private final StringBuilder sums = new StringBuilder();

    private DistBuilder(Path image, Path output) {
        this.image = image;
        this.output = output;
        this.platform = Platform.current();
        this.version = ImageBuilder.version();
    }

    /**
     * Builds.
     *
     * @param arguments {@code --image DIR}, which {@link ImageBuilder} made, and as the usage says; {@code --output} is given
     */
    public static void main(String[] arguments) throws IOException, PayloadException {
        try {
            of(arguments).build();
        } catch (BuildException e) {
            System.err.println("cronium: " + e.getMessage());
            Runtime.getRuntime().halt(1);
        }
    }

    private static DistBuilder of(String[] arguments) {
        Optional<Path> image = Optional.empty();
        Optional<Path> output = Optional.empty();
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new BuildException(USAGE + ", found " + arguments[i] + " without a value");
            }
            Path value = Path.of(arguments[i + 1]).toAbsolutePath();
            switch (arguments[i]) {
                case "--image" -> image = Optional.of(value);
                case "--output" -> output = Optional.of(value);
                default -> throw new BuildException(USAGE + ", found " + arguments[i]);
            }
        }
        return new DistBuilder(
                image.orElseThrow(() -> new BuildException(USAGE + ", found no --image")),
                output.orElseThrow(() -> new BuildException(USAGE + ", found no --output")));
    }

    private void build() throws IOException, PayloadException {
        checkNotices();
        Files.createDirectories(output);
        Path work = Files.createTempDirectory(output, ".build");
        try {
            String name = "cronium-" + version + "-" + platform.text().replace('/', '-');
            Path tree = Files.createDirectory(work.resolve("tar"));
            Trees.copy(image, tree.resolve(name));
            Path archive = work.resolve(name + ".tar.gz");
            Files.write(archive, SmallArchive.of(tree));
            finish(archive);
            Path debian = work.resolve("cronium_" + version + "_" + platform.debianName() + ".deb");
            new DebianPackage(image, version, platform.debianName())
                    .write(debian, Files.createDirectory(work.resolve("deb")));
            finish(debian);
            Files.writeString(output.resolve("SHA256SUMS"), sums);
        } finally {
            Trees.remove(work);
        }
    }

    private void finish(Path made) throws IOException {
        String sha256 = TrainingPayload.sha256(Files.readAllBytes(made));
        Path file = output.resolve(made.getFileName());
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        sums.append(sha256).append("  ").append(file.getFileName()).append('\n');
        System.out.println(sha256 + "  " + file + ", " + Files.size(file) + " bytes");
    }

    /** Who passes a library on has to say under which terms. */
    private void checkNotices() throws IOException {
        String notices = Files.readString(image.resolve("share/doc/cronium/copyright"));
        try (Stream<Path> jars = Files.list(image.resolve("lib"))) {
            for (Path jar :
                    jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                String library = jar.getFileName().toString().replaceFirst("-[0-9][0-9.]*\\.jar$", "");
                if (!library.startsWith("cronium-") && !notices.contains(library + ":")) {
                    throw new BuildException(
                            "copyright.txt: expected a line about the licence of " + library + ", found none");
                }
            }
        }
    }
}
