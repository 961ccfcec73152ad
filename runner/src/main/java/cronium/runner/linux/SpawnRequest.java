package cronium.runner.linux;

import java.util.List;
import java.util.Optional;

/**
 * What to start.
 *
 * @param executable absolute path
 * @param arguments argv, the program's own name first
 * @param environment entries {@code NAME=value}; nothing else is in the child's environment
 * @param workingDirectory absolute path
 * @param third what becomes descriptor 3, if anything
 */
public record SpawnRequest(
        String executable,
        List<String> arguments,
        List<String> environment,
        String workingDirectory,
        Descriptor standardInput,
        Descriptor standardOutput,
        Descriptor standardError,
        Optional<Descriptor> third) {
    public SpawnRequest {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
    }

    /** Without the environment, which may hold secrets. */
    @Override
    public String toString() {
        return "SpawnRequest[" + executable + " " + arguments + "]";
    }
}
