package cronium.runner.supervise;

/** How the script's own process ended. */
public sealed interface ScriptEnd {

    /** @param code 0 to 255 */
    record Exited(int code) implements ScriptEnd {}

    /** @param signal signal(7) number */
    record Signalled(int signal) implements ScriptEnd {}
}
