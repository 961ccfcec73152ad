package cronium.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program about to be started.
 *
 * @param environment all of it
 * @param result the result file that the command names, if it names one
 */
record Launch(Host host, List<String> command, Map<String, String> environment, Optional<Path> result) {
    Launch {
        command = List.copyOf(command);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    Launch with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(environment);
        changed.put(name, value);
        return new Launch(host, command, changed, result);
    }

    /** Adds {@code --result}. */
    Launch withResult() {
        return withResult(host.fresh("result.json"));
    }

    Launch withResult(Path file) {
        List<String> changed = new ArrayList<>(command);
        changed.add("--result");
        changed.add(file.toString());
        return new Launch(host, changed, environment, Optional.of(file));
    }

    /** The command below another one, such as {@code setpriv}. */
    Launch under(String... wrapper) {
        List<String> changed = new ArrayList<>(List.of(wrapper));
        changed.addAll(command);
        return new Launch(host, changed, environment, result);
    }

    /** The command as {@code "$@"} of a shell script, which is to exec it. */
    Launch inShell(String script) {
        return under("sh", "-c", script, "sh");
    }

    Launched start() throws IOException {
        Path streams = host.freshDirectory("streams");
        return new Launched(
                process(builder()
                        .redirectOutput(streams.resolve("out").toFile())
                        .redirectError(streams.resolve("err").toFile())),
                streams.resolve("out"),
                streams.resolve("err"),
                result);
    }

    /** Starts it with its output in a pipe that the test reads as it likes; its standard error is not kept. */
    Process startPiped() throws IOException {
        return process(builder().redirectError(ProcessBuilder.Redirect.DISCARD));
    }

    Finished run() throws IOException, InterruptedException {
        return start().finish();
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(host.directory().toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    private Process process(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        host.started(process);
        return process;
    }
}
