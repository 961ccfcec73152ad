package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cronium.testkit.RequiredTool;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs {@link UnprivilegedProgram} as this user, but bound by the modes of its own files also if that is root. */
final class UnprivilegedRun {
    private UnprivilegedRun() {}

    /** What it printed. */
    static String of(String what, Path file) throws IOException, InterruptedException, URISyntaxException {
        return withInput("", what, file);
    }

    /** What it printed, when this was its standard input. */
    static String withInput(String input, String what, Path file)
            throws IOException, InterruptedException, URISyntaxException {
        return run(input, List.of(), what, file);
    }

    /** What it and its JVM printed. */
    static String withOptions(List<String> options, String what, Path file)
            throws IOException, InterruptedException, URISyntaxException {
        return run("", options, what, file);
    }

    private static String run(String input, List<String> options, String what, Path file)
            throws IOException, InterruptedException, URISyntaxException {
        List<String> command = new ArrayList<>();
        if ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0) {
            Optional<String> missing = new RequiredTool("setpriv", "util-linux").missing();
            assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
            // What root is allowed by these alone (capabilities(7)); its files are its own all the same.
            command.addAll(List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        // Without the libraries: whoever needs one fails.
        command.addAll(List.of("-cp", location(UnprivilegedProgram.class) + ":" + location(PayloadFile.class)));
        command.addAll(List.of(UnprivilegedProgram.class.getName(), what, file.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }

    private static String location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
