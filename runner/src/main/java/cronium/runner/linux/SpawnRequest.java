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
 * @param gates files that the new process opens and closes again before it executes the program, one after the other; it ends
 *     where it cannot
 */
public record SpawnRequest(
        String executable,
        List<String> arguments,
        List<String> environment,
        String workingDirectory,
        Descriptor standardInput,
        Descriptor standardOutput,
        Descriptor standardError,
        List<Descriptor> more,
        List<String> gates) {
    public SpawnRequest {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
        more = List.copyOf(more);
        gates = List.copyOf(gates);
    }

    /** Without gates. */
    public SpawnRequest(
            String executable,
            List<String> arguments,
            List<String> environment,
            String workingDirectory,
            Descriptor standardInput,
            Descriptor standardOutput,
            Descriptor standardError,
            List<Descriptor> more) {
        this(
                executable,
                arguments,
                environment,
                workingDirectory,
                standardInput,
                standardOutput,
                standardError,
                more,
                List.of());
    }

    /** Without the environment, which may hold secrets. */
    @Override
    public String toString() {
        return "SpawnRequest[" + executable + " " + arguments + "]";
    }
}
