package cronium.runner.supervise;

import cronium.runner.linux.Descriptor;
import cronium.runner.linux.SpawnRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The shell that becomes the script at a word on descriptor 3, and ends if the other side of that is closed without. */
final class Gate {
    /** What the process is called until then. */
    static final String COMMAND = "sh";

    private static final String SHELL = "/bin/" + COMMAND;
    private static final String WAIT = "read -r _ <&3 || exit 125; exec \"$@\" 3<&-";

    private Gate() {}

    /** The script's own name for itself, argv[0], is the path of its interpreter: a shell cannot hand on another. */
    static SpawnRequest before(SpawnRequest script, Descriptor word) {
        List<String> arguments = new ArrayList<>(List.of(COMMAND, "-c", WAIT, COMMAND, script.executable()));
        arguments.addAll(script.arguments().subList(1, script.arguments().size()));
        return new SpawnRequest(
                SHELL,
                arguments,
                script.environment(),
                script.workingDirectory(),
                script.standardInput(),
                script.standardOutput(),
                script.standardError(),
                Optional.of(word));
    }
}
