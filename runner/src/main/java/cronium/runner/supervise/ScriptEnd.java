package cronium.runner.supervise;

/** How the script's own process ended. */
public sealed interface ScriptEnd {

    /** What that means for the execution, if nothing else ended it. */
    Outcome outcome();

    /**
     * It ended by itself.
     *
     * @param code 0 to 255
     */
    record Exited(int code) implements ScriptEnd {
        @Override
        public Outcome outcome() {
            return new Outcome.Exited(code);
        }
    }

    /**
     * It was killed.
     *
     * @param signal signal(7) number
     */
    record Signalled(int signal) implements ScriptEnd {
        @Override
        public Outcome outcome() {
            return new Outcome.Signalled(signal);
        }
    }
}
