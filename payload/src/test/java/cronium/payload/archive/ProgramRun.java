package cronium.payload.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs other programs to their end. */
final class ProgramRun {
    private ProgramRun() {}

    /** Runs a command that must succeed. */
    static void command(Path directory, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command + " said: " + output).isZero();
    }

    /** Runs {@link ArchiveProgram} in a JVM of its own, below a shell that sets the umask. */
    static void archiveProgram(
            String umask, Map<String, String> environment, List<String> options, List<String> arguments)
            throws IOException, InterruptedException, URISyntaxException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "umask " + umask + " && exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", location(ArchiveProgram.class) + ":" + location(ArchiveWriter.class)));
        command.add(ArchiveProgram.class.getName());
        command.addAll(arguments);
        command(Path.of("/"), environment, command);
    }

    private static String location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
