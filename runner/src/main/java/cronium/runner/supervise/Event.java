package cronium.runner.supervise;

/** Something that happened to a running execution. */
public sealed interface Event {

    /** The script's own process ended; descendants of it may live on. */
    record ScriptEnded(ScriptEnd end) implements Event {}

    /** Both output streams have ended, or were cut, and everything read was passed on. */
    record OutputEnded() implements Event {}

    /** The kernel says that this process has no child left, so no descendant of the script lives. */
    record TreeEmpty() implements Event {}

    /** The runner was asked to stop by a signal. */
    record StopRequested(int signal) implements Event {}

    /** More was taken of something than is allowed. */
    record LimitExceeded(Outcome.LimitExceeded outcome) implements Event {}

    /** What the script prints cannot be kept any more, and was to be. */
    record OutputLost(Outcome.OutputLost outcome) implements Event {}

    /** A descendant of the script has ended, after the script. */
    record DescendantEnded() implements Event {}

    /** No event came until the instant that {@link Supervision#deadline} named. */
    record DeadlinePassed() implements Event {}
}
