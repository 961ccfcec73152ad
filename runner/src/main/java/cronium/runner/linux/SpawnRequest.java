package cronium.runner.linux;

import java.util.List;

/**
 * What to start.
 *
 * @param executable absolute path
 * @param arguments argv, the program's own name first
 * @param environment entries {@code NAME=value}; nothing else is in the child's environment
 * @param workingDirectory absolute path
 */
public record SpawnRequest(
        String executable,
        List<String> arguments,
        List<String> environment,
        String workingDirectory,
        Descriptor standardInput,
        Descriptor standardOutput,
        Descriptor standardError) {
    public SpawnRequest {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
    }
}
