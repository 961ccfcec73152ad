package cronium.runner.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A process to be started.
 *
 * @param executable absolute path of the interpreter
 * @param arguments argv, the interpreter's own name first
 * @param environment all of it, in order
 * @param workingDirectory absolute path
 */
public record LaunchPlan(
        String executable, List<String> arguments, Map<String, String> environment, String workingDirectory) {
    public LaunchPlan {
        arguments = List.copyOf(arguments);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /** The environment as execve(2) takes it. */
    public List<String> environmentEntries() {
        return environment.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    /** Without the environment, which may hold secrets. */
    @Override
    public String toString() {
        return "LaunchPlan[" + executable + " " + arguments + " in " + workingDirectory + "]";
    }
}
