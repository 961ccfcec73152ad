package cronium.runner.supervise;

/** Something that the supervisor has to do. */
public sealed interface Action {

    /** Send a signal to the process group of the script, if the script still lives. */
    record SignalGroup(int signal) implements Action {}

    /** Send a signal to every descendant that still lives. */
    record SignalTree(int signal) implements Action {}

    /** Read what the pipes hold at this moment, pass it on, and end the output. */
    record CutOutput() implements Action {}

    /** Over: settle the account. Nothing follows. */
    record Finish() implements Action {}
}
