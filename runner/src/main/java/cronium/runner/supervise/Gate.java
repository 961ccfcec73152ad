package cronium.runner.supervise;

import cronium.runner.linux.Descriptor;
import cronium.runner.linux.SpawnRequest;
import java.util.ArrayList;
import java.util.List;

/** The shell that becomes the script at a word on descriptor 3, and ends if the other side of that is closed without. */
final class Gate {
    /**
     * What the process is called until it is the script: the last part of the path that it was executed by. No program has
     * that name, so a process that ends with it has not become the script.
     */
    static final String COMMAND = "4";

    /** Where {@link #COMMAND} finds the shell. */
    static final String SHELL = "/bin/sh";

    /** What a shell exports of its own accord. */
    private static final List<String> SHELLS_OWN = List.of("PWD", "OLDPWD", "SHLVL");

    private static final String WAIT = "read -r _ <&3 || exit 125; ";
    private static final String BECOME = "exec \"$@\" 3<&- 4<&-";

    private Gate() {}

    /**
     * The script's own name for itself, argv[0], is the path of its interpreter: a shell cannot hand on another.
     *
     * @param word the end of a pipe to read from
     * @param shell {@link #SHELL}, open
     */
    static SpawnRequest before(SpawnRequest script, Descriptor word, Descriptor shell) {
        List<String> arguments =
                new ArrayList<>(List.of("sh", "-c", command(script.environment()), "sh", script.executable()));
        arguments.addAll(script.arguments().subList(1, script.arguments().size()));
        return new SpawnRequest(
                "/proc/self/fd/" + COMMAND,
                arguments,
                script.environment(),
                script.workingDirectory(),
                script.standardInput(),
                script.standardOutput(),
                script.standardError(),
                List.of(word, shell));
    }

    private static String command(List<String> environment) {
        StringBuilder command = new StringBuilder(WAIT);
        for (String name : SHELLS_OWN) {
            if (environment.stream().noneMatch(entry -> entry.startsWith(name + "="))) {
                command.append("unset ").append(name).append("; ");
            }
        }
        return command.append(BECOME).toString();
    }
}
