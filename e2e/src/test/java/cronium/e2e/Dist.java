package cronium.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What {@code ./cronium dist} makes, as the build made it. */
final class Dist {
    private Dist() {}

    static Path directory() {
        return Image.checkout().resolve("packaging/target/dist");
    }

    static Path archive() {
        return ending(".tar.gz");
    }

    static Path debianPackage() {
        return ending(".deb");
    }

    static Path sums() {
        return directory().resolve("SHA256SUMS");
    }

    /** Runs a tool of this machine, which must end with 0. */
    static String tool(Host host, String command, String debianPackage, String... arguments)
            throws IOException, InterruptedException {
        Needs.tool(command, debianPackage);
        Finished finished = host.program(Path.of(command), List.of(arguments)).run();
        if (finished.exitCode() != 0) {
            throw new AssertionError(
                    command + ": expected exit code 0, found " + finished.exitCode() + ": " + finished.errText());
        }
        return finished.outText();
    }

    private static Path ending(String suffix) {
        return Folders.names(directory()).stream()
                .filter(name -> name.endsWith(suffix))
                .map(directory()::resolve)
                .findFirst()
                .orElseThrow(() -> new AssertionError("expected a file that ends with " + suffix + " in " + directory()
                        + ", found none; run: mvn verify"));
    }
}
