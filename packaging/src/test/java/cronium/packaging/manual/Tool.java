package cronium.packaging.manual;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cronium.testkit.RequiredTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** What a program of this machine said, standard output and standard error together. */
record Tool(int exitCode, String said) {
    static Tool run(String debianPackage, Path directory, String... command) throws IOException, InterruptedException {
        Optional<String> missing = new RequiredTool(command[0], debianPackage).missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Tool(process.waitFor(), said);
    }
}
