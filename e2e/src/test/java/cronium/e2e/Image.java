package cronium.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
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

    /** A copy that every user may read, since the checkout may be where others may not look. Made once; goes with this JVM. */
    static Path readable() {
        return ForEverybody.IMAGE;
    }

    /** {@link #runner}, where every user may execute it. */
    static Path readableRunner() {
        return System.getProperty("cronium.runner") != null
                ? runner()
                : readable().resolve("bin/cronium-runner");
    }

    private static final class ForEverybody {
        private static final Path IMAGE = copy();

        private static Path copy() {
            try {
                Path copy = Files.createTempDirectory("cronium-image");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(copy)));
                Process copying = new ProcessBuilder(
                                "sh",
                                "-c",
                                "cp -r \"$0/.\" \"$1\" && chmod -R a+rX \"$1\"",
                                directory().toString(),
                                copy.toString())
                        .inheritIO()
                        .start();
                if (copying.waitFor() != 0) {
                    throw new AssertionError("expected that " + directory() + " can be copied to " + copy);
                }
                return copy;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the image was copied", e);
            }
        }

        private static void remove(Path copy) {
            try {
                Folders.remove(copy);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
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
