package cronium.runner.supervise;

import cronium.runner.linux.Errno;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.ProcessTable;
import cronium.runner.linux.Reaped;
import cronium.runner.linux.Signals;
import cronium.runner.output.Notice;
import cronium.runner.output.OutputPump;
import cronium.runner.output.Presentation;
import cronium.runner.output.StreamName;
import cronium.runner.plan.LaunchPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Runs one script and stays with it until the end, by the rules of {@link Supervision}. One instance runs one script, once.
 *
 * <p>Three threads: the caller's takes events and acts; one starts the script and reaps; one pumps the output. The one that
 * writes output may wait for a slow reader, the other two never do.
 */
public final class Supervisor {
    private final LongSupplier nanoTime;
    private final StopRequests stopRequests;
    private final Presentation presentation;
    private final IntConsumer onStarted;
    /** An event, or what makes {@link #follow} fail. */
    private final BlockingQueue<Supplier<Event>> events = new LinkedBlockingQueue<>();

    private final Tree tree = new Tree();
    private final MemoryWatch memory = new MemoryWatch(tree);
    private final Reapings reapings = new Reapings();

    /** @param onStarted told the script's process id, before anything else happens; must not block */
    public Supervisor(
            LongSupplier nanoTime, StopRequests stopRequests, Presentation presentation, IntConsumer onStarted) {
        this.nanoTime = nanoTime;
        this.stopRequests = stopRequests;
        this.presentation = presentation;
        this.onStarted = onStarted;
    }

    /** What the reaping thread found; read by others only after {@link Event.TreeEmpty}, or as it stands. */
    private static final class Reapings {
        private long userMicros;
        private long systemMicros;
        private long maxRss;
        private long scriptStartedAt;
        private long scriptEndedAt;

        /** Noted by the thread that starts and reaps: another may come to look at the clock when all is over already. */
        synchronized void scriptStarted(long now) {
            scriptStartedAt = now;
        }

        synchronized long startedAt() {
            return scriptStartedAt;
        }

        synchronized void add(Reaped reaped) {
            userMicros += reaped.userMicros();
            systemMicros += reaped.systemMicros();
            maxRss = Math.max(maxRss, reaped.maxRssBytes());
        }

        synchronized void scriptEnded(long now) {
            scriptEndedAt = now;
        }

        synchronized Usage usage(long now, long floor, long sampled) {
            return new Usage(
                    Duration.ofNanos((scriptEndedAt != 0 ? scriptEndedAt : now) - scriptStartedAt),
                    Duration.ofNanos(userMicros * 1_000),
                    Duration.ofNanos(systemMicros * 1_000),
                    PeakMemory.of(maxRss, floor, sampled));
        }
    }

    /**
     * Starts the script, and returns when it and all its descendants are gone and their output is delivered.
     *
     * @param timeLimit of the script, from its start
     * @param grace from the request to end until SIGKILL
     * @throws LinuxException when it could not be started; no process is left then
     * @throws IllegalStateException when the runner itself failed, for want of memory perhaps; every process was killed that
     *     could be found
     */
    public Ended run(LaunchPlan plan, Optional<Duration> timeLimit, Duration grace)
            throws LinuxException, InterruptedException {
        try (ScriptStart start = ScriptStart.prepare(presentation)) {
            Thread.ofPlatform().name("reaper").daemon().start(() -> startAndReap(plan, start));
            int pid = start.await();
            Supervision supervision = new Supervision(timeLimit, grace, reapings.startedAt());
            try {
                return supervise(pid, supervision, start);
            } finally {
                if (!supervision.isOver()) {
                    // The runner itself is broken. Nothing may outlive that.
                    memory.stop();
                    tree.killUntilNoneIsFound();
                }
            }
        }
    }

    private Ended supervise(int pid, Supervision supervision, ScriptStart start) throws InterruptedException {
        long floor =
                ProcessTable.peakMemory((int) ProcessHandle.current().pid()).orElse(Long.MAX_VALUE);
        onStarted.accept(pid);
        OutputPump pump = start.pump();
        pump.post(new Notice(Notice.Level.DEBUG, "started", "the script runs", Map.of("pid", Integer.toString(pid))));
        Thread pumping = Thread.ofPlatform().name("output").daemon().start(() -> pumpOutput(pump));
        memory.start(pid);
        stopRequests.forwardTo(signal -> tell(new Event.StopRequested(signal)));

        List<String> survivors = follow(supervision, pump);
        long sampled = memory.stop();
        boolean delivered = supervision.outputEnded();
        if (delivered) {
            pumping.join();
            start.closeWhenDone();
        }
        return new Ended(
                supervision.outcome().orElseThrow(),
                supervision.scriptEnd(),
                reapings.usage(nanoTime.getAsLong(), floor, sampled),
                delivered
                        ? Optional.of(new Ended.OutputAccount(
                                pump.account(StreamName.STDOUT), pump.account(StreamName.STDERR)))
                        : Optional.empty(),
                delivered
                        ? presentation.failure().map(LinuxException::getMessage)
                        : Optional.of("the reader of the runner's output stood still"),
                survivors);
    }

    private List<String> follow(Supervision supervision, OutputPump pump) throws InterruptedException {
        while (true) {
            for (Action action : supervision.on(nextEvent(supervision), nanoTime.getAsLong())) {
                switch (action) {
                    case Action.SignalGroup(int signal) -> signalGroup(signal);
                    case Action.SignalTree(int signal) when signal == Signals.KILL -> tree.killAll();
                    case Action.SignalTree(int signal) -> tree.signalAll(signal);
                    case Action.CutOutput _ -> pump.cut();
                    case Action.Finish _ -> {
                        return supervision.treeEmpty() ? List.of() : survivors();
                    }
                }
            }
        }
    }

    private Event nextEvent(Supervision supervision) throws InterruptedException {
        if (supervision.deadline().isEmpty()) {
            return events.take().get();
        }
        long wait = supervision.deadline().getAsLong() - nanoTime.getAsLong();
        Supplier<Event> event = events.poll(Math.max(wait, 0), TimeUnit.NANOSECONDS);
        return event != null ? event.get() : new Event.DeadlinePassed();
    }

    private void tell(Event event) {
        events.add(() -> event);
    }

    /** Without this thread the end would never be known, so the one that waits for it is told. */
    private void broken(Throwable cause) {
        String thread = Thread.currentThread().getName();
        events.add(() -> {
            throw new IllegalStateException("the runner's thread '" + thread + "' failed: " + cause, cause);
        });
    }

    private void signalGroup(int signal) {
        try {
            tree.signalGroup(signal);
        } catch (LinuxException e) {
            // EPERM: every process of the group has changed its user. SIGKILL to the tree follows after the
            // grace period, and whoever outlives that is reported as a survivor.
        }
    }

    private List<String> survivors() {
        return tree.living().stream()
                .map(process -> process.pid() + " (" + process.command() + ")")
                .toList();
    }

    private void startAndReap(LaunchPlan plan, ScriptStart start) {
        try {
            reapings.scriptStarted(nanoTime.getAsLong());
            int pid = tree.start(start.request(plan));
            memory.look(pid);
            start.pump().scriptHasItsEnds();
            start.started(pid);
        } catch (LinuxException | RuntimeException | Error e) {
            start.failed(e);
            return;
        }
        try {
            tree.reapAll(this::reaped);
            tell(new Event.TreeEmpty());
        } catch (LinuxException | RuntimeException | Error e) {
            broken(e);
        }
    }

    private void reaped(Reaped reaped) {
        reapings.add(reaped);
        if (tree.isLeader(reaped)) {
            reapings.scriptEnded(nanoTime.getAsLong());
            tell(new Event.ScriptEnded(
                    reaped.signalled()
                            ? new ScriptEnd.Signalled(reaped.signal())
                            : new ScriptEnd.Exited(reaped.exitCode())));
        }
    }

    private void pumpOutput(OutputPump pump) {
        try {
            pump.run();
            tell(new Event.OutputEnded());
        } catch (LinuxException | RuntimeException | Error e) {
            broken(e);
        }
    }

    /** Whether a failed start is the script's (its interpreter cannot be executed) or the host's. */
    public static Outcome.NotStarted notStarted(LinuxException failure, String executable) {
        Outcome.Reason reason = switch (failure.errno()) {
            case Errno.EACCES, Errno.ENOEXEC, Errno.E2BIG, Errno.EPERM, Errno.ENOTDIR, Errno.ELOOP, Errno.EISDIR ->
                Outcome.Reason.CANNOT_EXECUTE;
            case Errno.ENOENT -> Outcome.Reason.INTERPRETER_MISSING;
            default -> Outcome.Reason.RUNNER_FAULT;
        };
        return new Outcome.NotStarted(reason, executable + ": " + failure.getMessage());
    }
}
