package cronium.runner.supervise;

import cronium.runner.linux.Signals;
import java.time.Duration;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * How an execution ended. Different ends are different types with different data; the exit code of the runner is derived
 * from them as timeout(1), env(1) and sh(1) do it.
 */
public sealed interface Outcome {
    int OUTPUT_LOST = 115;
    int JOURNALED = 116;
    int LOST_CONTROL = 123;
    int TIMED_OUT = 124;
    int RUNNER_OR_PAYLOAD_FAULT = 125;
    int CANNOT_EXECUTE = 126;
    int INTERPRETER_MISSING = 127;
    int SIGNAL_BASE = 128;

    // Methods of the records rather than switches over them: each switch over types costs a cold JVM a millisecond or
    // two.

    /** The name of this kind of end in results and in the documentation. */
    String kind();

    /** The exit code of the runner, 0 to 255. A script may itself end with 124 to 127: the result file tells them apart. */
    int exitCode();

    /** One line for a person, such as {@code exited with code 7}. */
    String sentence();

    /** Tells what else there is to it, by the names of results. */
    void describe(Facts facts);

    /** Takes the facts of an end down. */
    interface Facts {
        void fact(String name, long value);

        void fact(String name, String value);
    }

    /** Whose affair it is. */
    default Gravity gravity() {
        return Gravity.FAILED;
    }

    /** The same with every text in it masked. */
    default Outcome masked(UnaryOperator<String> mask) {
        return this;
    }

    /** How loudly an end is told. */
    enum Gravity {
        /** The script, or whoever cancelled it, wanted it so. */
        INTENDED,
        /** The script was stopped by something. */
        STOPPED,
        /** Something is wrong with the payload, the host or the runner. */
        FAILED
    }

    /** The script ended by itself with this code, 0 to 255. */
    record Exited(int code) implements Outcome {
        @Override
        public String kind() {
            return "exited";
        }

        @Override
        public void describe(Facts facts) {
            facts.fact("code", code);
        }

        @Override
        public int exitCode() {
            return code;
        }

        @Override
        public String sentence() {
            return "exited with code " + code;
        }

        @Override
        public Gravity gravity() {
            return Gravity.INTENDED;
        }
    }

    /** The script was killed by a signal that the runner did not send. */
    record Signalled(int signal) implements Outcome {
        @Override
        public String kind() {
            return "signalled";
        }

        @Override
        public void describe(Facts facts) {
            facts.fact("signal", signal);
        }

        @Override
        public int exitCode() {
            return SIGNAL_BASE + signal;
        }

        @Override
        public String sentence() {
            return "killed by " + Signals.name(signal);
        }

        @Override
        public Gravity gravity() {
            return Gravity.STOPPED;
        }
    }

    /** The time limit ran out and the runner stopped the script. */
    record TimedOut(Duration limit) implements Outcome {
        @Override
        public String kind() {
            return "timed-out";
        }

        @Override
        public void describe(Facts facts) {
            facts.fact("limitMillis", limit.toMillis());
        }

        @Override
        public int exitCode() {
            return TIMED_OUT;
        }

        @Override
        public String sentence() {
            return "timed out after " + DurationWords.of(limit);
        }

        @Override
        public Gravity gravity() {
            return Gravity.STOPPED;
        }
    }

    /** The runner was told by this signal to stop, before or while the script ran. */
    record Cancelled(int signal) implements Outcome {
        @Override
        public String kind() {
            return "cancelled";
        }

        @Override
        public void describe(Facts facts) {
            facts.fact("signal", signal);
        }

        @Override
        public int exitCode() {
            return SIGNAL_BASE + signal;
        }

        @Override
        public String sentence() {
            return "cancelled by " + Signals.name(signal);
        }

        @Override
        public Gravity gravity() {
            return Gravity.INTENDED;
        }
    }

    /**
     * The script, or what it started, took more than it may, and the runner stopped it.
     *
     * @param allowed in the unit that {@link ExceededLimit} names
     * @param words the same for people, such as {@code 64MiB}
     */
    record LimitExceeded(ExceededLimit limit, long allowed, String words) implements Outcome {
        @Override
        public String kind() {
            return limit.kind();
        }

        @Override
        public void describe(Facts facts) {
            facts.fact("limit", allowed);
        }

        @Override
        public int exitCode() {
            return limit.exitCode();
        }

        @Override
        public String sentence() {
            return "stopped over its limit of " + words + " (" + limit.words() + ")";
        }

        @Override
        public Gravity gravity() {
            return Gravity.STOPPED;
        }
    }

    /**
     * The script is over or should be, but processes of it live that could not be killed.
     *
     * @param survivors how many
     */
    record LostControl(int survivors) implements Outcome {
        @Override
        public String kind() {
            return "lost-control";
        }

        @Override
        public void describe(Facts facts) {
            facts.fact("survivors", survivors);
        }

        @Override
        public int exitCode() {
            return LOST_CONTROL;
        }

        @Override
        public String sentence() {
            return "lost control: " + survivors + (survivors == 1 ? " process" : " processes") + " outlived SIGKILL";
        }
    }

    /**
     * The script ran, but what it printed could not be kept in the journal to its end, and the runner stopped it if it was not over.
     *
     * @param message why not
     */
    record OutputLost(String message) implements Outcome {
        @Override
        public String kind() {
            return "output-lost";
        }

        @Override
        public void describe(Facts facts) {
            facts.fact("message", message);
        }

        @Override
        public int exitCode() {
            return OUTPUT_LOST;
        }

        @Override
        public String sentence() {
            return "stopped, for its output could not be kept: " + message;
        }

        @Override
        public Outcome masked(UnaryOperator<String> mask) {
            return new OutputLost(mask.apply(message));
        }
    }

    /** The payload was refused; nothing of it ran. */
    record Rejected(String code, String message) implements Outcome {
        /** The code of an execution id that has a journal already. */
        public static final String EXECUTION_JOURNALED = "execution.journaled";

        @Override
        public String kind() {
            return "rejected";
        }

        @Override
        public void describe(Facts facts) {
            facts.fact("faultCode", code);
            facts.fact("message", message);
        }

        @Override
        public int exitCode() {
            return code.equals(EXECUTION_JOURNALED) ? JOURNALED : RUNNER_OR_PAYLOAD_FAULT;
        }

        @Override
        public String sentence() {
            return "rejected (" + code + "): " + message;
        }

        @Override
        public Outcome masked(UnaryOperator<String> mask) {
            return new Rejected(code, mask.apply(message));
        }
    }

    /** The payload is good, but the script could not be started; nothing of it ran. */
    record NotStarted(Reason reason, String message) implements Outcome {
        @Override
        public String kind() {
            return "not-started";
        }

        @Override
        public void describe(Facts facts) {
            facts.fact("reason", reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            facts.fact("message", message);
        }

        @Override
        public int exitCode() {
            return reason.exitCode;
        }

        @Override
        public String sentence() {
            return "not started: " + message;
        }

        @Override
        public Outcome masked(UnaryOperator<String> mask) {
            return new NotStarted(reason, mask.apply(message));
        }
    }

    /** Why a good payload did not start. */
    enum Reason {
        INTERPRETER_MISSING(Outcome.INTERPRETER_MISSING),
        CANNOT_EXECUTE(Outcome.CANNOT_EXECUTE),
        RUNNER_FAULT(RUNNER_OR_PAYLOAD_FAULT);

        private final int exitCode;

        Reason(int exitCode) {
            this.exitCode = exitCode;
        }
    }
}
