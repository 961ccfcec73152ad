package cronium.runner.supervise;

/** Something that happened to a running execution. */
public sealed interface Event {

    /** Tells which one it is. In place of a switch over types, for which a cold JVM makes a class. */
    void tell(Listener listener);

    /** Who is told; one method for each. */
    interface Listener {
        void scriptEnded(ScriptEnd end);

        void outputEnded();

        void treeEmpty();

        void stopRequested(int signal);

        void limitExceeded(Outcome.LimitExceeded outcome);

        void outputLost(Outcome.OutputLost outcome);

        void descendantEnded();

        void deadlinePassed();
    }

    /** The script's own process ended; descendants of it may live on. */
    record ScriptEnded(ScriptEnd end) implements Event {
        @Override
        public void tell(Listener listener) {
            listener.scriptEnded(end);
        }
    }

    /** Both output streams have ended, or were cut, and everything read was passed on. */
    record OutputEnded() implements Event {
        @Override
        public void tell(Listener listener) {
            listener.outputEnded();
        }
    }

    /** The kernel says that this process has no child left, so no descendant of the script lives. */
    record TreeEmpty() implements Event {
        @Override
        public void tell(Listener listener) {
            listener.treeEmpty();
        }
    }

    /** The runner was asked to stop by a signal. */
    record StopRequested(int signal) implements Event {
        @Override
        public void tell(Listener listener) {
            listener.stopRequested(signal);
        }
    }

    /** More was taken of something than is allowed. */
    record LimitExceeded(Outcome.LimitExceeded outcome) implements Event {
        @Override
        public void tell(Listener listener) {
            listener.limitExceeded(outcome);
        }
    }

    /** What the script prints cannot be kept any more, and was to be. */
    record OutputLost(Outcome.OutputLost outcome) implements Event {
        @Override
        public void tell(Listener listener) {
            listener.outputLost(outcome);
        }
    }

    /** A descendant of the script has ended, after the script. */
    record DescendantEnded() implements Event {
        @Override
        public void tell(Listener listener) {
            listener.descendantEnded();
        }
    }

    /** No event came until the instant that {@link Supervision#deadline} named. */
    record DeadlinePassed() implements Event {
        @Override
        public void tell(Listener listener) {
            listener.deadlinePassed();
        }
    }
}
