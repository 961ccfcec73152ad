package cronium.runner.supervise;

/** Something that the supervisor has to do. */
public sealed interface Action {

    /** Has the one thing done that it is. In place of a switch over types, for which a cold JVM makes a class. */
    void by(Hand hand);

    /** Who does it; one method for each. */
    interface Hand {
        void signalGroup(int signal);

        void signalTree(int signal);

        void cutOutput();

        void finish();
    }

    /** Send a signal to the process group of the script, if the script still lives. */
    record SignalGroup(int signal) implements Action {
        @Override
        public void by(Hand hand) {
            hand.signalGroup(signal);
        }
    }

    /** Send a signal to every descendant that still lives. */
    record SignalTree(int signal) implements Action {
        @Override
        public void by(Hand hand) {
            hand.signalTree(signal);
        }
    }

    /** Read what the pipes hold at this moment, pass it on, and end the output. */
    record CutOutput() implements Action {
        @Override
        public void by(Hand hand) {
            hand.cutOutput();
        }
    }

    /** Over: settle the account. Nothing follows. */
    record Finish() implements Action {
        @Override
        public void by(Hand hand) {
            hand.finish();
        }
    }
}
