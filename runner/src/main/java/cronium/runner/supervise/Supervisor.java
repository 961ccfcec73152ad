package cronium.runner.supervise;

import cronium.payload.Failures;
import cronium.payload.manifest.Limits;
import cronium.payload.manifest.OutputExcess;
import cronium.runner.contain.TreeLayer;
import cronium.runner.linux.Children;
import cronium.runner.linux.Errno;
import cronium.runner.linux.Executable;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.ProcessTable;
import cronium.runner.linux.Reaped;
import cronium.runner.linux.Signals;
import cronium.runner.output.Notice;
import cronium.runner.output.OutputPump;
import cronium.runner.output.Presentation;
import cronium.runner.output.StreamName;
import cronium.runner.plan.LaunchPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Runs one script and stays with it until the end, by the rules of {@link Supervision}. One instance runs one script, once.
 *
 * <p>Threads: the caller's takes events and acts; one starts the script, confining itself as the script is to be, and ends;
 * one reaps; one pumps the output, and may wait for a slow reader, which the others never do; one or two look at limits.
 */
public final class Supervisor {
    /** Whoever stands still for longer is not waited for once the script was stopped. */
    private static final Duration DELIVERY_TO_READER = Duration.ofSeconds(1);
    /** A household's output goes to files: only a machine that is very busy, or a disk that hangs, takes long. */
    private static final Duration DELIVERY_TO_DISK = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final StopRequests stopRequests;
    private final Presentation presentation;
    private final Consumer<Held> onStart;
    /** An event, or what makes {@link #follow} fail. */
    private final BlockingQueue<Supplier<Event>> events = new LinkedBlockingQueue<>();

    private static final long FIRST_TICK = 1_000_000;
    private static final long LONGEST_TICK = 50_000_000;

    private final Optional<Household> household;
    private final Tree tree;
    private final TreeStart beginning;
    private final Bounds bounds;
    private final LimitWatch watch;
    private final Reapings reapings = new Reapings();
    private final CountDownLatch pumped = new CountDownLatch(1);
    private boolean scriptEnded;
    private boolean guardDismissed;
    private volatile boolean failedAtGate;
    private long tick = FIRST_TICK;

    /** The only one of its process. */
    public Supervisor(
            LongSupplier nanoTime,
            StopRequests stopRequests,
            Presentation presentation,
            Bounds bounds,
            Consumer<Held> onStart) {
        this(nanoTime, stopRequests, presentation, bounds, onStart, Optional.empty());
    }

    /**
     * One of several, or the only one.
     *
     * @param onStart told how the script's processes can be found, before its first instruction; must not block
     * @param household of this process, if there may be several at once
     */
    public Supervisor(
            LongSupplier nanoTime,
            StopRequests stopRequests,
            Presentation presentation,
            Bounds bounds,
            Consumer<Held> onStart,
            Optional<Household> household) {
        this.nanoTime = nanoTime;
        this.stopRequests = stopRequests;
        this.presentation = presentation;
        this.bounds = bounds;
        this.onStart = onStart;
        this.household = household;
        this.tree = new Tree(bounds.containment().layer(), household);
        this.beginning = new TreeStart(bounds.containment(), household, tree);
        this.watch = new LimitWatch(
                tree,
                bounds.limits(),
                bounds.directories(),
                reapings::micros,
                exceeded -> tell(new Event.LimitExceeded(exceeded)));
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

        synchronized boolean scriptHasEnded() {
            return scriptEndedAt != 0;
        }

        synchronized long micros() {
            return userMicros + systemMicros;
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
     * @throws LinuxException when it could not be started; no process is left then
     * @throws IOException when what it is to be held with could not be put on it; no process is left then
     * @throws IllegalStateException when the runner itself failed, for want of memory perhaps; every process was killed that
     *     could be found
     */
    public Ended run(LaunchPlan plan) throws IOException, InterruptedException {
        Executable.check(Path.of(plan.executable()));
        try {
            return runChecked(plan);
        } finally {
            household.ifPresent(all -> all.forget(tree));
        }
    }

    private Ended runChecked(LaunchPlan plan) throws IOException, InterruptedException {
        int readSize = household.isPresent() ? OutputPump.SMALL_READ_SIZE : OutputPump.READ_SIZE;
        try (ScriptStart start = ScriptStart.prepare(presentation, bounds.limits(), new OutputTroubles(), readSize)) {
            int pid = startWithGuard(plan, start);
            release(start);
            awaitScript(start);
            Supervision supervision = new Supervision(
                    bounds.timeLimit(),
                    bounds.grace(),
                    household.isPresent() ? DELIVERY_TO_DISK : DELIVERY_TO_READER,
                    reapings.startedAt());
            try {
                return supervise(plan, pid, supervision, start);
            } finally {
                if (!supervision.isOver()) {
                    // The runner itself is broken. Nothing may outlive that.
                    watch.stop();
                    tree.killUntilNoneIsFound();
                }
            }
        }
    }

    /** The guard and the script's gate start at the same time: to execute a program is most of what a start takes. */
    private int startWithGuard(LaunchPlan plan, ScriptStart start) throws IOException, InterruptedException {
        if (tree.layer() != TreeLayer.PID_NAMESPACE) {
            // There the namespace's first process does it.
            Children.adoptOrphans();
        }
        if (beginning.leavesStarterAsItIs()) {
            return startOfMany(plan, start);
        }
        Thread starter = Thread.ofPlatform().name("starter").daemon().start(() -> startScript(plan, start));
        boolean guarded = false;
        try {
            beginning.startGuard();
            guarded = true;
            return start.await();
        } catch (IOException | RuntimeException | Error e) {
            if (guarded) {
                beginning.dismissIdleGuard();
            } else {
                starter.join();
                beginning.abandon();
                tree.killUntilNoneIsFound();
            }
            throw e;
        } finally {
            // While it ends, its children change their parent from one thread to another, and might be overlooked.
            starter.join();
        }
    }

    private int startOfMany(LaunchPlan plan, ScriptStart start) throws IOException, InterruptedException {
        boolean gated =
                bounds.gate().isPresent() && beginning.leaseGate(bounds.gate().get());
        if (!gated) {
            startScript(plan, start);
            return start.await();
        }
        household.orElseThrow().run(() -> startScript(plan, start));
        if (beginning.awaitAtGate(start::isDecided)) {
            return tree.leader();
        }
        beginning.abandon();
        return start.await();
    }

    /** Only now, if the gate is no program that was started before. */
    private void awaitScript(ScriptStart start) throws IOException, InterruptedException {
        try {
            start.await();
        } catch (IOException | RuntimeException | Error e) {
            beginning.wasNotExecuted();
            throw e;
        }
    }

    private void release(ScriptStart start) throws IOException, InterruptedException {
        try {
            presentation.scriptStarts();
            reapings.scriptStarted(nanoTime.getAsLong());
            beginning.release(bounds.limits(), onStart);
        } catch (IOException | RuntimeException | Error e) {
            beginning.abandon();
            start.awaitDecision();
            beginning.wasNotExecuted();
            tree.killUntilNoneIsFound();
            throw e;
        }
    }

    private Ended supervise(LaunchPlan plan, int pid, Supervision supervision, ScriptStart start)
            throws InterruptedException {
        long floor =
                ProcessTable.peakMemory((int) ProcessHandle.current().pid()).orElse(Long.MAX_VALUE);
        OutputPump pump = start.pump();
        pump.post(new Notice(Notice.Level.DEBUG, "started", "the script runs", Map.of("pid", Integer.toString(pid))));
        onThread("output", () -> pumpOutput(pump));
        if (tree.hasHousehold()) {
            tree.tellEndings(this::endedInHousehold);
        } else {
            Thread.ofPlatform().name("reaper").daemon().start(this::reap);
        }
        watch.start(pid, household.map(Household::looks));
        stopRequests.forwardTo(signal -> tell(new Event.StopRequested(signal)));

        List<String> survivors = follow(supervision, pump);
        long sampled = watch.stop();
        Outcome outcome = outcome(supervision, survivors, plan);
        tree.removeGroup();
        boolean delivered = supervision.outputEnded();
        if (delivered) {
            pumped.await();
            start.closeWhenDone();
        }
        return new Ended(
                outcome,
                supervision.scriptEnd(),
                reapings.usage(nanoTime.getAsLong(), floor, sampled),
                delivered
                        ? Optional.of(new Ended.OutputAccount(
                                pump.account(StreamName.STDOUT), pump.account(StreamName.STDERR)))
                        : Optional.empty(),
                delivered
                        ? presentation.failure().map(LinuxException::getMessage)
                        : Optional.of("the reader of the runner's output stood still"),
                tree.layer(),
                survivors);
    }

    private List<String> follow(Supervision supervision, OutputPump pump) throws InterruptedException {
        Hands hand = new Hands(pump);
        while (true) {
            Optional<Event> event = nextEvent(supervision);
            if (event.isEmpty()) {
                dismissGuardIfAlone();
                continue;
            }
            scriptEnded |= event.get() instanceof Event.ScriptEnded;
            for (Action action : supervision.on(event.get(), nanoTime.getAsLong())) {
                action.by(hand);
                if (hand.finished) {
                    return supervision.treeEmpty() ? List.of() : survivors();
                }
            }
            dismissGuardIfAlone();
        }
    }

    /** Does what the supervision wants done. */
    private final class Hands implements Action.Hand {
        private final OutputPump pump;
        private boolean finished;

        Hands(OutputPump pump) {
            this.pump = pump;
        }

        @Override
        public void signalGroup(int signal) {
            try {
                tree.signalGroup(signal);
            } catch (LinuxException e) {
                // EPERM: every process of the group has changed its user. SIGKILL to the tree follows after the
                // grace period, and whoever outlives that is reported as a survivor.
            }
        }

        @Override
        public void signalTree(int signal) {
            if (signal == Signals.KILL) {
                tree.killAll();
            } else {
                tree.signalAll(signal);
            }
        }

        @Override
        public void cutOutput() {
            pump.cut();
        }

        @Override
        public void finish() {
            finished = true;
        }
    }

    /** The kernel says that the tree is empty only when the guard, which is a child too, has gone home. */
    private void dismissGuardIfAlone() {
        if (scriptEnded && !guardDismissed && tree.onlyGuardIsLeft()) {
            guardDismissed = true;
            tree.dismissGuard();
        }
    }

    /** Empty when it is only time to look whether the tree is empty. */
    private Optional<Event> nextEvent(Supervision supervision) throws InterruptedException {
        long now = nanoTime.getAsLong();
        long untilDeadline = supervision.deadline().orElse(now + Long.MAX_VALUE / 2) - now;
        // What ends in a namespace is reaped there, so nobody tells.
        boolean look = scriptEnded && !guardDismissed && tree.layer() == TreeLayer.PID_NAMESPACE;
        if (look && tick < untilDeadline) {
            Supplier<Event> event = events.poll(tick, TimeUnit.NANOSECONDS);
            tick = Math.min(tick * 2, LONGEST_TICK);
            return Optional.ofNullable(event).map(Supplier::get);
        }
        if (supervision.deadline().isEmpty()) {
            return Optional.of(events.take().get());
        }
        Supplier<Event> event = events.poll(Math.max(untilDeadline, 0), TimeUnit.NANOSECONDS);
        return Optional.of(event != null ? event.get() : new Event.DeadlinePassed());
    }

    /** What the supervision found, unless processes live on or the kernel kept a limit by a signal that says so. */
    private Outcome outcome(Supervision supervision, List<String> survivors, LaunchPlan plan) {
        if (!supervision.treeEmpty()) {
            // What the kernel still counts may have ended by the time that it is looked for.
            return new Outcome.LostControl(Math.max(1, survivors.size()));
        }
        Outcome outcome = supervision.outcome().orElseThrow();
        Limits limits = bounds.limits();
        if (outcome instanceof Outcome.Exited(int code) && failedAtGate) {
            return new Outcome.NotStarted(
                    Outcome.Reason.CANNOT_EXECUTE,
                    plan.executable() + ": the shell that was to become it could not execute it (" + code + ")");
        }
        if (outcome instanceof Outcome.Signalled(int signal)) {
            if (signal == Signals.XFSZ && limits.fileSize().isPresent()) {
                return LimitWatch.exceeded(
                        ExceededLimit.FILE_SIZE, limits.fileSize().getAsLong());
            }
            if (signal == Signals.XCPU
                    && limits.cpu().isPresent()
                    && reapings.micros() >= limits.cpu().get().toNanos() / 1_000) {
                return LimitWatch.cpuExceeded(limits);
            }
            if (signal == Signals.KILL && limits.memory().isPresent() && killedForMemory()) {
                return LimitWatch.exceeded(ExceededLimit.MEMORY, limits.memory().getAsLong());
            }
        }
        return outcome;
    }

    private boolean killedForMemory() {
        try {
            return tree.group().isPresent()
                    && tree.group().get().controls("memory")
                    && tree.group().get().counter("memory.events", "oom_kill").orElse(0) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private final class OutputTroubles implements OutputPump.Troubles {
        @Override
        public void exceeded(long allowed) {
            if (bounds.limits().outputExcess().orElse(OutputExcess.STOP) == OutputExcess.STOP) {
                tell(new Event.LimitExceeded(LimitWatch.exceeded(ExceededLimit.OUTPUT, allowed)));
            }
        }

        @Override
        public void lost(LinuxException why) {
            tell(new Event.OutputLost(new Outcome.OutputLost(Failures.message(why))));
        }
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

    private List<String> survivors() {
        return tree.living().stream()
                .map(process -> process.pid() + " (" + process.command() + ")")
                .toList();
    }

    private void startScript(LaunchPlan plan, ScriptStart start) {
        try {
            int pid = beginning.start(start.request(plan));
            start.pump().scriptHasItsEnds();
            start.started(pid);
        } catch (IOException | RuntimeException | Error e) {
            start.failed(e);
        }
    }

    private void reap() {
        try {
            tree.reapAll(this::ended);
            tell(new Event.TreeEmpty());
        } catch (LinuxException | RuntimeException | Error e) {
            broken(e);
        }
    }

    private void endedInHousehold(Tree.Ending ending) {
        ended(ending);
        if (tree.isEmpty()) {
            tell(new Event.TreeEmpty());
        }
    }

    private void ended(Tree.Ending ending) {
        failedAtGate |= ending.failedGate();
        Reaped reaped = ending.reaped();
        // The guard of a namespace reaps orphans of the script, and has their processor time.
        if (reaped.pid() == tree.guardPid() && tree.layer() != TreeLayer.PID_NAMESPACE) {
            return;
        }
        reapings.add(reaped);
        if (tree.isLeader(reaped)) {
            reapings.scriptEnded(nanoTime.getAsLong());
            tell(new Event.ScriptEnded(
                    reaped.signalled()
                            ? new ScriptEnd.Signalled(reaped.signal())
                            : new ScriptEnd.Exited(reaped.exitCode())));
        } else if (reapings.scriptHasEnded()) {
            tell(new Event.DescendantEnded());
        }
    }

    private void pumpOutput(OutputPump pump) {
        try {
            pump.run();
            tell(new Event.OutputEnded());
        } catch (LinuxException | RuntimeException | Error e) {
            broken(e);
        } finally {
            pumped.countDown();
        }
    }

    /** One of its own, or one that the executions of this process share. */
    private void onThread(String name, Runnable work) {
        if (household.isPresent()) {
            household.get().run(work);
        } else {
            Thread.ofPlatform().name(name).daemon().start(work);
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
