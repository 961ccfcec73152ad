package cronium.runner.plan;

import cronium.payload.manifest.Interpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds interpreters on a search path. */
public final class Interpreters {
    /** What execvp(3) searches when PATH is not set. */
    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private final List<Path> directories;

    /** @param searchPath the value of PATH, directories separated by colons; relative ones are passed over */
    public Interpreters(Optional<String> searchPath) {
        this.directories =
                List.of(searchPath
                                .filter(path -> !path.isEmpty())
                                .orElse(DEFAULT_PATH)
                                .split(":", -1))
                        .stream()
                        .filter(directory -> directory.startsWith("/"))
                        .map(Path::of)
                        .toList();
    }

    /** The first executable of the interpreter's names: {@code bash}; {@code python3}, else a {@code python} that is 3; {@code node}. */
    public Path find(Interpreter interpreter) throws InterpreterMissingException {
        Optional<Path> found = switch (interpreter) {
            case BASH -> onPath("bash");
            case PYTHON -> onPath("python3").or(() -> onPath("python").filter(Interpreters::isPython3));
            case NODE -> onPath("node");
        };
        return found.orElseThrow(() -> new InterpreterMissingException(
                "no " + names(interpreter) + " on PATH (" + join() + "); install it or name one with --interpreter"));
    }

    private static String names(Interpreter interpreter) {
        return switch (interpreter) {
            case BASH -> "bash";
            case PYTHON -> "python3, nor a python that is Python 3,";
            case NODE -> "node";
        };
    }

    private Optional<Path> onPath(String name) {
        for (Path directory : directories) {
            Path candidate = directory.resolve(name);
            if (Files.isExecutable(candidate) && Files.isRegularFile(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** {@code python} is a link to {@code python3.N} where it is Python 3; asking it would mean to start it. */
    private static boolean isPython3(Path python) {
        try {
            return python.toRealPath().getFileName().toString().startsWith("python3");
        } catch (IOException e) {
            return false;
        }
    }

    private String join() {
        StringBuilder text = new StringBuilder();
        for (Path directory : directories) {
            text.append(text.isEmpty() ? "" : ":").append(directory);
        }
        return text.toString();
    }
}
