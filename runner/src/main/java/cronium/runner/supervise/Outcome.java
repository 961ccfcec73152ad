package cronium.runner.supervise;

import cronium.runner.linux.Signals;
import java.time.Duration;

/**
 * How an execution ended. Different ends are different types with different data; the exit code of the runner is derived
 * from them in one place, {@link #exitCode}, as timeout(1), env(1) and sh(1) do it.
 */
public sealed interface Outcome {
    int LOST_CONTROL = 123;
    int TIMED_OUT = 124;
    int RUNNER_OR_PAYLOAD_FAULT = 125;
    int CANNOT_EXECUTE = 126;
    int INTERPRETER_MISSING = 127;
    int SIGNAL_BASE = 128;

    /** The script ended by itself with this code, 0 to 255. */
    record Exited(int code) implements Outcome {}

    /** The script was killed by a signal that the runner did not send. */
    record Signalled(int signal) implements Outcome {}

    /** The time limit ran out and the runner stopped the script. */
    record TimedOut(Duration limit) implements Outcome {}

    /** The runner was told by this signal to stop, before or while the script ran. */
    record Cancelled(int signal) implements Outcome {}

    /**
     * The script, or what it started, took more than it may, and the runner stopped it.
     *
     * @param allowed in the unit that {@link ExceededLimit} names
     * @param words the same for people, such as {@code 64MiB}
     */
    record LimitExceeded(ExceededLimit limit, long allowed, String words) implements Outcome {}

    /**
     * The script is over or should be, but processes of it live that could not be killed.
     *
     * @param survivors how many
     */
    record LostControl(int survivors) implements Outcome {}

    /** The payload was refused; nothing of it ran. */
    record Rejected(String code, String message) implements Outcome {}

    /** The payload is good, but the script could not be started; nothing of it ran. */
    record NotStarted(Reason reason, String message) implements Outcome {}

    /** Why a good payload did not start. */
    enum Reason {
        INTERPRETER_MISSING,
        CANNOT_EXECUTE,
        RUNNER_FAULT
    }

    /** The name of this kind of end in results and in the documentation. */
    default String kind() {
        return switch (this) {
            case Exited _ -> "exited";
            case Signalled _ -> "signalled";
            case TimedOut _ -> "timed-out";
            case Cancelled _ -> "cancelled";
            case LimitExceeded exceeded -> exceeded.limit().kind();
            case LostControl _ -> "lost-control";
            case Rejected _ -> "rejected";
            case NotStarted _ -> "not-started";
        };
    }

    /** The exit code of the runner, 0 to 255. A script may itself end with 124 to 127: the result file tells them apart. */
    default int exitCode() {
        return switch (this) {
            case Exited(int code) -> code;
            case Signalled(int signal) -> SIGNAL_BASE + signal;
            case TimedOut _ -> TIMED_OUT;
            case Cancelled(int signal) -> SIGNAL_BASE + signal;
            case LimitExceeded exceeded -> exceeded.limit().exitCode();
            case LostControl _ -> LOST_CONTROL;
            case Rejected _ -> RUNNER_OR_PAYLOAD_FAULT;
            case NotStarted(Reason reason, String _) ->
                switch (reason) {
                    case INTERPRETER_MISSING -> INTERPRETER_MISSING;
                    case CANNOT_EXECUTE -> CANNOT_EXECUTE;
                    case RUNNER_FAULT -> RUNNER_OR_PAYLOAD_FAULT;
                };
        };
    }

    /** One line for a person, such as {@code exited with code 7}. */
    default String sentence() {
        return switch (this) {
            case Exited(int code) -> "exited with code " + code;
            case Signalled(int signal) -> "killed by " + Signals.name(signal);
            case TimedOut(Duration limit) -> "timed out after " + DurationWords.of(limit);
            case Cancelled(int signal) -> "cancelled by " + Signals.name(signal);
            case LimitExceeded exceeded ->
                "stopped over its limit of " + exceeded.words() + " ("
                        + exceeded.limit().words() + ")";
            case LostControl(int survivors) ->
                "lost control: " + survivors + (survivors == 1 ? " process" : " processes") + " outlived SIGKILL";
            case Rejected(String code, String message) -> "rejected (" + code + "): " + message;
            case NotStarted(Reason _, String message) -> "not started: " + message;
        };
    }
}
