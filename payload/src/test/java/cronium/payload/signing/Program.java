package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cronium.testkit.RequiredTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How another program ended.
 *
 * @param output what it wrote to both streams
 */
record Program(int exitCode, String output) {
    /** Skips the test where the tool is missing. */
    static void require(String command, String debianPackage) {
        Optional<String> missing = new RequiredTool(command, debianPackage).missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    }

    static Program run(Path directory, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Program(process.waitFor(), output);
    }

    /** Runs one that must succeed. */
    static String succeed(Path directory, String... command) throws IOException, InterruptedException {
        Program ended = run(directory, command);
        assertThat(ended.exitCode)
                .as(List.of(command) + " said: " + ended.output)
                .isZero();
        return ended.output;
    }
}
