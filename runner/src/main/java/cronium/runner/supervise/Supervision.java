package cronium.runner.supervise;

import cronium.runner.linux.Signals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The rules for ending an execution, as a state machine without clock, thread or process. Times are nanoseconds on one
 * monotonic clock.
 *
 * <ol>
 *   <li>A stop request or the time limit sends a signal to the script's process group: the signal of the request, or
 *       SIGTERM. SIGCONT follows, so that a stopped script can act on it. After the grace period, or at a second request,
 *       every process is killed; once the script itself has ended, the first request is enough.
 *   <li>More of something than a limit allows kills every process at once: whoever takes too much now takes more in a
 *       grace period.
 *   <li>Output that was to be kept and cannot be stops the script as the time limit does, and is the outcome also when the
 *       script has ended by itself meanwhile.
 *   <li>When the script has ended, what it left running has half the grace period to close the output by itself (so that
 *       {@code exec > >(tee log)} loses nothing). Then it gets SIGTERM, and SIGKILL when the grace period is over. It gets
 *       SIGTERM at once if the output is closed already or the script was being stopped.
 *   <li>The end is reached when no descendant lives and the output is delivered. Killing is repeated, ever less often, for
 *       at most {@link #KILL_PATIENCE}; who outlives even that (a process stuck in the kernel) is reported as a survivor.
 *   <li>A reader of the runner's output that stands still is waited for without limit after a natural end, and for one
 *       grace period after a stop, but at least as long as it was told. A request to stop ends the waiting then, and no earlier.
 * </ol>
 *
 * Not thread-safe.
 */
public final class Supervision {
    static final Duration KILL_PATIENCE = Duration.ofSeconds(10);
    private static final long FIRST_KILL_INTERVAL = 5_000_000;

    private enum Phase {
        RUNNING,
        STOPPING,
        /** The script is over by itself; its leftovers may close the output by themselves. */
        LINGERING,
        TERMINATING,
        KILLING,
        /** Nothing lives; what was read is still being passed on. */
        DELIVERING,
        OVER
    }

    private final Optional<Duration> timeLimit;
    private final long graceNanos;
    private final long leastDeliveryNanos;
    private Phase phase = Phase.RUNNING;
    private OptionalLong deadline = OptionalLong.empty();
    private Optional<Outcome> stopCause = Optional.empty();
    private Optional<ScriptEnd> scriptEnd = Optional.empty();
    private boolean outputEnded;
    private boolean treeEmpty;
    private long deliveringSince;
    private long killAt;
    private long killingGivenUpAt;
    private long killInterval = FIRST_KILL_INTERVAL;

    /**
     * For a script that was started then.
     *
     * @param grace zero or more; from the first signal to SIGKILL
     * @param leastDelivery how long the output of a script that was stopped has at least to be passed on
     */
    public Supervision(Optional<Duration> timeLimit, Duration grace, Duration leastDelivery, long startedAt) {
        this.timeLimit = timeLimit;
        this.graceNanos = grace.toNanos();
        this.leastDeliveryNanos = leastDelivery.toNanos();
        timeLimit.ifPresent(limit -> deadline = OptionalLong.of(startedAt + limit.toNanos()));
    }

    /** When {@link Event.DeadlinePassed} is due, if nothing else happens before. */
    public OptionalLong deadline() {
        return deadline;
    }

    /** How the script's own process ended; empty while it runs, or when it outlived being killed. */
    public Optional<ScriptEnd> scriptEnd() {
        return scriptEnd;
    }

    /** The outcome so far: the reason of a stop, else how the script ended by itself. */
    public Optional<Outcome> outcome() {
        if (stopCause.isPresent()) {
            return stopCause;
        }
        return scriptEnd.map(ScriptEnd::outcome);
    }

    /** Whether {@link Action.Finish} was given. */
    boolean isOver() {
        return phase == Phase.OVER;
    }

    /** Whether all output was read and passed on. */
    boolean outputEnded() {
        return outputEnded;
    }

    /** Whether the kernel has said that nothing of the tree lives. */
    boolean treeEmpty() {
        return treeEmpty;
    }

    /** Takes one event and says what to do about it, in that order. */
    public List<Action> on(Event event, long now) {
        List<Action> actions = new ArrayList<>();
        event.tell(new Told(now, actions));
        settleIfPossible(now, actions);
        return actions;
    }

    /** Takes an event in, and adds what is to be done about it. */
    private final class Told implements Event.Listener {
        private final long now;
        private final List<Action> actions;

        Told(long now, List<Action> actions) {
            this.now = now;
            this.actions = actions;
        }

        @Override
        public void scriptEnded(ScriptEnd end) {
            scriptEnd = Optional.of(end);
            Supervision.this.scriptEnded(now, actions);
        }

        @Override
        public void outputEnded() {
            outputEnded = true;
            if (phase == Phase.LINGERING) {
                terminate(actions);
            }
        }

        @Override
        public void treeEmpty() {
            treeEmpty = true;
        }

        @Override
        public void stopRequested(int signal) {
            Supervision.this.stopRequested(signal, now, actions);
        }

        @Override
        public void limitExceeded(Outcome.LimitExceeded outcome) {
            Supervision.this.limitExceeded(outcome, now, actions);
        }

        @Override
        public void outputLost(Outcome.OutputLost outcome) {
            Supervision.this.outputLost(outcome, now, actions);
        }

        @Override
        public void descendantEnded() {
            // Only a reason to look whether all is over.
        }

        @Override
        public void deadlinePassed() {
            Supervision.this.deadlinePassed(now, actions);
        }
    }

    private void scriptEnded(long now, List<Action> actions) {
        switch (phase) {
            case RUNNING -> {
                killAt = now + graceNanos;
                if (outputEnded) {
                    terminate(actions);
                } else {
                    enter(Phase.LINGERING, now + graceNanos / 2);
                }
            }
            case STOPPING -> terminate(actions);
            case LINGERING, TERMINATING, KILLING, DELIVERING, OVER -> {}
        }
    }

    private void stopRequested(int signal, long now, List<Action> actions) {
        switch (phase) {
            case RUNNING -> stop(new Outcome.Cancelled(signal), signal, now, actions);
            case STOPPING, LINGERING, TERMINATING -> startKilling(now, actions);
            case KILLING -> {}
            case DELIVERING -> deliverNoLonger(now, actions);
            case OVER -> {}
        }
    }

    /** Than it has to be tried: what a disk takes late is not to be lost because somebody asked twice. */
    private void deliverNoLonger(long now, List<Action> actions) {
        long until = deliveringSince + leastDeliveryNanos;
        if (now >= until) {
            finish(actions);
        } else {
            deadline = OptionalLong.of(Math.min(until, deadline.orElse(until)));
        }
    }

    private void limitExceeded(Outcome outcome, long now, List<Action> actions) {
        switch (phase) {
            case RUNNING -> {
                stopCause = Optional.of(outcome);
                startKilling(now, actions);
            }
            case STOPPING, LINGERING, TERMINATING -> startKilling(now, actions);
            case KILLING, DELIVERING, OVER -> {}
        }
    }

    /** Whoever is stopped for another reason, or is over, needs no stopping; but an end of its own would be half the truth. */
    private void outputLost(Outcome outcome, long now, List<Action> actions) {
        switch (phase) {
            case RUNNING -> stop(outcome, Signals.TERM, now, actions);
            case STOPPING, LINGERING, TERMINATING, KILLING, DELIVERING -> {
                if (stopCause.isEmpty()) {
                    stopCause = Optional.of(outcome);
                }
            }
            case OVER -> {}
        }
    }

    private void deadlinePassed(long now, List<Action> actions) {
        switch (phase) {
            case RUNNING -> timeLimit.ifPresent(limit -> stop(new Outcome.TimedOut(limit), Signals.TERM, now, actions));
            case STOPPING, TERMINATING -> startKilling(now, actions);
            case LINGERING -> terminate(actions);
            case KILLING -> {
                if (now >= killingGivenUpAt) {
                    finish(actions);
                } else {
                    kill(now, actions);
                }
            }
            case DELIVERING -> finish(actions);
            case OVER -> {}
        }
    }

    private void stop(Outcome cause, int signal, long now, List<Action> actions) {
        stopCause = Optional.of(cause);
        killAt = now + graceNanos;
        enter(Phase.STOPPING, killAt);
        actions.add(new Action.SignalGroup(signal));
        // A stopped process takes no signal but SIGKILL until it goes on.
        actions.add(new Action.SignalGroup(Signals.CONT));
    }

    private void terminate(List<Action> actions) {
        enter(Phase.TERMINATING, killAt);
        if (!treeEmpty) {
            actions.add(new Action.SignalTree(Signals.TERM));
            actions.add(new Action.SignalTree(Signals.CONT));
        }
    }

    private void startKilling(long now, List<Action> actions) {
        killingGivenUpAt = now + KILL_PATIENCE.toNanos();
        phase = Phase.KILLING;
        kill(now, actions);
    }

    private void kill(long now, List<Action> actions) {
        actions.add(new Action.SignalGroup(Signals.KILL));
        actions.add(new Action.SignalTree(Signals.KILL));
        deadline = OptionalLong.of(Math.min(now + killInterval, killingGivenUpAt));
        killInterval *= 2;
    }

    private void settleIfPossible(long now, List<Action> actions) {
        if (phase == Phase.OVER || !treeEmpty || scriptEnd.isEmpty()) {
            return;
        }
        if (outputEnded) {
            finish(actions);
        } else if (phase != Phase.DELIVERING) {
            // Nobody of ours can write any more. The pipe ends by itself, unless a stranger was handed its other end.
            phase = Phase.DELIVERING;
            deliveringSince = now;
            deadline = stopCause.isPresent()
                    ? OptionalLong.of(now + Math.max(graceNanos, leastDeliveryNanos))
                    : OptionalLong.empty();
            actions.add(new Action.CutOutput());
        }
    }

    private void finish(List<Action> actions) {
        phase = Phase.OVER;
        deadline = OptionalLong.empty();
        actions.add(new Action.Finish());
    }

    private void enter(Phase next, long until) {
        phase = next;
        deadline = OptionalLong.of(until);
    }
}
