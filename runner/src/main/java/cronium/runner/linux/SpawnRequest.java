package cronium.runner.linux;

import java.util.List;

/**
 * What to start.
 *
 * @param executable absolute path
 * @param arguments argv, the program's own name first
 * @param environment entries {@code NAME=value}; nothing else is in the child's environment
 * @param workingDirectory absolute path
 * @param more what becomes descriptor 3, 4 and so on
 */
public record SpawnRequest(
        String executable,
        List<String> arguments,
        List<String> environment,
        String workingDirectory,
        Descriptor standardInput,
        Descriptor standardOutput,
        Descriptor standardError,
        List<Descriptor> more) {
    public SpawnRequest {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
        more = List.copyOf(more);
    }

    /** Without the environment, which may hold secrets. */
    @Override
    public String toString() {
        return "SpawnRequest[" + executable + " " + arguments + "]";
    }
}
