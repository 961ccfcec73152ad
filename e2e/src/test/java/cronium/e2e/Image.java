package cronium.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The packaged programs and the checkout that they were built from. */
final class Image {
    private Image() {}

    /** The checkout. */
    static Path checkout() {
        return Path.of(Objects.requireNonNull(
                System.getProperty("cronium.root"), "expected the system property cronium.root, found none"));
    }

    static Path directory() {
        return checkout().resolve("packaging/target/cronium");
    }

    /** The runner of the image, or another that the property {@code cronium.runner} names, such as the one-file runner. */
    static Path runner() {
        String other = System.getProperty("cronium.runner");
        return other != null ? Path.of(other) : program("cronium-runner");
    }

    static Path cronium() {
        return program("cronium");
    }

    private static Path program(String name) {
        Path program = directory().resolve("bin").resolve(name);
        if (!Files.isExecutable(program)) {
            throw new AssertionError("expected the packaged program " + program + ", found none; run: mvn verify");
        }
        return program;
    }
}
