package cronium.runner.supervise;

/** How the script's own process ended. */
public sealed interface ScriptEnd {

    /**
     * It ended by itself.
     *
     * @param code 0 to 255
     */
    record Exited(int code) implements ScriptEnd {}

    /**
     * It was killed.
     *
     * @param signal signal(7) number
     */
    record Signalled(int signal) implements ScriptEnd {}
}
