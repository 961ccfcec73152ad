package cronium.runner.supervise;

import cronium.payload.manifest.Limits;
import cronium.runner.contain.Containment;
import cronium.runner.contain.TreeLayer;
import cronium.runner.linux.Children;
import cronium.runner.linux.ControlGroup;
import cronium.runner.linux.Descriptor;
import cronium.runner.linux.Errno;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.Namespaces;
import cronium.runner.linux.NativeBuffer;
import cronium.runner.linux.ProcessTable;
import cronium.runner.linux.Reaped;
import cronium.runner.linux.Signals;
import cronium.runner.linux.Spawn;
import cronium.runner.linux.SpawnRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The script's process and all its descendants. This process is their subreaper (or the {@link Guard} of their namespace
 * is), so each of them is a descendant of it for as long as it lives, and when the kernel finds no child here, none is left.
 *
 * <p>A script starts behind a gate: a shell that waits for a word before it becomes the script. So limits and layers are on
 * it before its first instruction, and if the runner dies before, the gate ends. Of a household, where the thread that starts it need
 * not be confined, it waits as a {@link LeasedGate} has it.
 *
 * <p>{@link #start} belongs to a thread of its own, which confines itself and ends, unless {@link #leavesStarterAsItIs}; {@link #reapAll} and {@link #ended} to another one, and the
 * rest to a third, which may call {@link #startGuard} meanwhile and nothing else.
 */
final class Tree {
    private static final int MOST_PASSES = 200;
    /** Ten seconds together. */
    private static final int DISORDERLY_ROUNDS = 1_000;

    private static final long DISORDERLY_PAUSE = 10_000_000;
    private static final long GATE_PAUSE = 50_000;
    /** A shell that could not execute what it was told ends with one of these. */
    private static final int NOT_EXECUTED = 126;

    private static final int NOT_FOUND = 127;

    private final Containment containment;
    private final Optional<Household> household;
    private final Object reaping = new Object();
    private Optional<Guard> guard = Optional.empty();
    private Optional<Descriptor> gate = Optional.empty();
    private Optional<LeasedGate> leased = Optional.empty();
    private final CompletableFuture<Starter> starter = new CompletableFuture<>();
    private Optional<ControlGroup> group = Optional.empty();
    private TreeLayer layer;
    private int leader;
    private boolean leaderReaped;

    private Optional<Consumer<Ending>> onEnding = Optional.empty();
    private final List<Ending> notTold = new ArrayList<>();

    /** @param household of all trees of this process; empty if this is the only one, so that every child is of it */
    Tree(Containment containment, Optional<Household> household) {
        this.containment = containment;
        this.household = household;
        this.layer = containment.layer();
    }

    /**
     * A process of the tree that was reaped.
     *
     * @param failedGate whether it was the shell of the gate, which could not execute the script
     */
    record Ending(Reaped reaped, boolean failedGate) {}

    /**
     * Starts the guard, unless the thread that starts the script has to do that, or the household has one for all. Two programs start
     * at the same time then; the gate alone needs no guard.
     */
    void startGuard() throws IOException {
        if (layer != TreeLayer.PID_NAMESPACE && household.isEmpty()) {
            guard = Optional.of(Guard.watchdog());
        }
    }

    /** Whether the thread that starts the script can do other things afterwards, and need not wait for a guard. */
    boolean leavesStarterAsItIs() {
        return household.isPresent()
                && layer != TreeLayer.PID_NAMESPACE
                && !containment.confinement().restricts();
    }

    private Guard startedGuard(Watchdog.Start start) throws LinuxException {
        if (household.isEmpty()) {
            return start.start();
        }
        try (Household.Birth birth = household.get().birth()) {
            Guard started = start.start();
            birth.add(started.pid(), this);
            return started;
        }
    }

    private int startedLeader(SpawnRequest request) throws LinuxException {
        if (household.isEmpty()) {
            return Spawn.start(request);
        }
        try (Household.Birth birth = household.get().birth()) {
            leader = Spawn.start(request);
            birth.add(leader, this);
            return leader;
        }
    }

    /**
     * The thread that starts a process behind a {@link LeasedGate}, and waits until it is through.
     *
     * @param before children that it has of earlier executions
     */
    private record Starter(int thread, List<Integer> before) {}

    /** Makes a gate that needs no shell, if that can be; then {@link #start} returns only after {@link #release}. */
    boolean leaseGate(Path directory) {
        leased = LeasedGate.make(directory);
        return leased.isPresent();
    }

    private int startLeased(SpawnRequest request, LeasedGate leasedGate) throws IOException {
        List<String> arguments = new ArrayList<>(request.arguments());
        // As behind the other gate.
        arguments.set(0, request.executable());
        confine();
        try (Household.Birth _ = household.orElseThrow().birth()) {
            int thread = ProcessTable.thisThread();
            starter.complete(new Starter(thread, ProcessTable.childrenOfThread(thread)));
            return Spawn.start(new SpawnRequest(
                    request.executable(),
                    arguments,
                    request.environment(),
                    request.workingDirectory(),
                    request.standardInput(),
                    request.standardOutput(),
                    request.standardError(),
                    List.of(),
                    leasedGate.files()));
        }
    }

    /**
     * Waits until there is a process behind the leased gate.
     *
     * @param isDecided whether {@link #start} has returned, since it failed
     */
    boolean awaitAtGate(BooleanSupplier isDecided) {
        while (!isDecided.getAsBoolean()) {
            if (starter.isDone()) {
                Starter by = starter.join();
                List<Integer> children = ProcessTable.childrenOfThread(by.thread());
                children.removeAll(by.before());
                if (!children.isEmpty()) {
                    leader = children.getFirst();
                    household.orElseThrow().add(leader, this);
                    return true;
                }
            }
            LockSupport.parkNanos(GATE_PAUSE);
        }
        return false;
    }

    /** If it had a leased gate, it was not executed: there is no process any more, and posix_spawn(3) or the reaper has reaped it. */
    void wasNotExecuted() {
        if (leased.isEmpty()) {
            return;
        }
        household.ifPresent(all -> all.remove(leader, this));
        synchronized (reaping) {
            leaderReaped = true;
        }
        removeGroup();
    }

    /** Starts the script's process as leader of a session and group of its own, as far as the gate. */
    int start(SpawnRequest request) throws IOException {
        if (leased.isPresent()) {
            return startLeased(request, leased.get());
        }
        Optional<Guard> holder = layer == TreeLayer.PID_NAMESPACE ? Optional.of(holder()) : Optional.empty();
        try {
            Descriptor.Pipe pipe = Descriptor.pipe();
            try (Descriptor shell = Descriptor.openForReading(Gate.SHELL)) {
                SpawnRequest gated = Gate.before(request, pipe.readEnd(), shell);
                confine();
                leader = startedLeader(gated);
                if (holder.isPresent()) {
                    guard = holder;
                }
                gate = Optional.of(pipe.writeEnd());
                return leader;
            } catch (IOException e) {
                pipe.writeEnd().close();
                throw e;
            } finally {
                pipe.readEnd().close();
            }
        } catch (IOException e) {
            if (holder.isPresent()) {
                sendHome(holder.get());
            }
            throw e;
        }
    }

    private void sendHome(Guard idle) throws LinuxException {
        idle.close();
        if (household.isEmpty()) {
            Children.reap(idle.pid());
        }
    }

    /** Started before the confinement, which is for the script and would keep a guard from its work. */
    private Guard holder() throws IOException {
        try {
            boolean hide = containment.hideProcesses();
            Namespaces.leave(Namespaces.PROCESSES | (hide ? Namespaces.MOUNTS | Namespaces.IPC : 0));
            if (hide) {
                Namespaces.keepMountsPrivate();
            }
            return startedGuard(() -> Guard.holder(hide));
        } catch (LinuxException e) {
            throw new HoldException(e);
        }
    }

    private void confine() throws HoldException {
        try {
            containment.confinement().restrictThisThread();
        } catch (LinuxException e) {
            throw new HoldException(e);
        }
    }

    /**
     * Puts on the script what it is held with, and opens the gate.
     *
     * @param note told before, so that what is found after a kill -9 can be found by it
     */
    void release(Limits limits, Consumer<Held> note) throws IOException {
        Tag tag = Tag.of(leader);
        Optional<Path> coming = layer == TreeLayer.PID_NAMESPACE ? Optional.empty() : groupToBe();
        note.accept(new Held(leader, layer, coming, Optional.of(tag)));
        if (layer == TreeLayer.PID_NAMESPACE) {
            guard.orElseThrow().noteHelpers();
        } else {
            layer = coming.isPresent() && joinGroup(coming.get()) ? TreeLayer.CGROUP : TreeLayer.WATCHDOG;
            if (layer == TreeLayer.WATCHDOG) {
                tag.putOn(leader);
                order("tag " + tag.pendingSignals() + " " + tag.messageQueues() + " " + leader);
            } else {
                order("cgroup " + coming.orElseThrow());
            }
        }
        if (household.isPresent() && layer != TreeLayer.PID_NAMESPACE) {
            // By it an orphan is known, which falls to this process.
            tag.putOn(leader);
            household.get().mark(this, tag);
        }
        KernelLimits.putOn(leader, limits, group);
        if (leased.isPresent()) {
            leased.get().open();
            return;
        }
        Descriptor opened = gate.orElseThrow();
        NativeBuffer word = new NativeBuffer(8);
        word.copyFrom(new byte[] {'g', 'o', '\n'}, 0, 3);
        try {
            opened.write(word, 3);
        } catch (LinuxException e) {
            if (e.errno() != Errno.EPIPE) {
                throw e;
            }
            // Killed at the gate. Its end will be told like any other.
        }
        opened.close();
    }

    private void order(String order) throws LinuxException {
        if (household.isPresent()) {
            household.get().watchdog().watch(this, order);
        } else {
            guard.orElseThrow().order(Guard.ONLY + " " + order);
        }
    }

    /** Nobody else's name: the same execution may run from another state directory, or a group be left over. */
    private Optional<Path> groupToBe() {
        long start =
                ProcessTable.find(leader).map(ProcessTable.Entry::startTicks).orElse(0L);
        return containment
                .controlGroup()
                .map(parent -> parent.resolve("cronium-" + containment.executionId() + "-" + leader + "-" + start));
    }

    /** A group may be writable and yet not take a process from where the runner is; then the watchdog does it by marks. */
    private boolean joinGroup(Path directory) throws IOException {
        try {
            ControlGroup made = ControlGroup.make(directory);
            try {
                made.add(leader);
            } catch (IOException e) {
                made.remove();
                throw e;
            }
            group = Optional.of(made);
            return true;
        } catch (IOException e) {
            if (containment.layerIsDemanded()) {
                throw new HoldException(e);
            }
            return false;
        }
    }

    /** For a script that could not be started: the guard has nothing to do, and ends. */
    void dismissIdleGuard() throws LinuxException {
        if (guard.isPresent()) {
            sendHome(guard.get());
            guard = Optional.empty();
        }
    }

    /** For a script that never got through the gate. */
    void abandon() {
        gate.ifPresent(Descriptor::close);
        leased.ifPresent(LeasedGate::close);
        guard.ifPresent(Guard::close);
        removeGroup();
    }

    /** What really holds the script; only after {@link #release}. */
    TreeLayer layer() {
        return layer;
    }

    Optional<ControlGroup> group() {
        return group;
    }

    /** Reaps until there is no child any more; only without a household. */
    void reapAll(Consumer<Ending> onEach) throws LinuxException {
        Optional<Children.Unreaped> ended = Children.awaitEnded();
        while (ended.isPresent()) {
            onEach.accept(reap(ended.get()));
            ended = Children.awaitEnded();
        }
    }

    /**
     * Tells of each process of the tree that the household reaps, also of those before.
     *
     * @param listener must not block
     */
    void tellEndings(Consumer<Ending> listener) {
        synchronized (reaping) {
            notTold.forEach(listener);
            notTold.clear();
            onEnding = Optional.of(listener);
        }
    }

    /**
     * For the household: a child of this tree has ended.
     *
     * @param takeOff what forgets its number
     */
    void ended(Children.Unreaped child, Runnable takeOff) throws LinuxException {
        synchronized (reaping) {
            takeOff.run();
            Ending ending = reap(child);
            if (onEnding.isPresent()) {
                onEnding.get().accept(ending);
            } else {
                notTold.add(ending);
            }
        }
    }

    private Ending reap(Children.Unreaped child) throws LinuxException {
        boolean failedGate = child.pid() == leader
                && child.exited()
                && (child.status() == NOT_EXECUTED || child.status() == NOT_FOUND)
                && isStillGate();
        synchronized (reaping) {
            // Between the reaping and the note of it nobody may signal the group: its number is free again.
            Reaped reaped = Children.reap(child.pid());
            leaderReaped |= reaped.pid() == leader;
            // From now on its number may be a process of the script.
            guard.ifPresent(watcher -> watcher.reaped(child.pid()));
            return new Ending(reaped, failedGate);
        }
    }

    /** Whether no process is left, the guard included; for a tree of a household. */
    boolean isEmpty() {
        synchronized (reaping) {
            return leaderReaped
                    && (guard.isEmpty() || guard.get().isOver())
                    && children().isEmpty();
        }
    }

    boolean hasHousehold() {
        return household.isPresent();
    }

    int leader() {
        return leader;
    }

    private List<Integer> children() {
        return household.isPresent()
                ? household.get().childrenOf(this)
                : ProcessTable.children((int) ProcessHandle.current().pid());
    }

    private List<Integer> descendantIds() {
        if (household.isEmpty()) {
            return ProcessTable.descendantIds((int) ProcessHandle.current().pid());
        }
        List<Integer> all = new ArrayList<>();
        for (int child : children()) {
            all.add(child);
            all.addAll(ProcessTable.descendantIds(child));
        }
        return all;
    }

    /** Whether the script's process is still the shell of the gate; only while it is not reaped. */
    private boolean isStillGate() {
        return ProcessTable.find(leader)
                .filter(process -> process.command().equals(Gate.COMMAND))
                .isPresent();
    }

    boolean isLeader(Reaped reaped) {
        return reaped.pid() == leader;
    }

    /** 0 before there is one. */
    int guardPid() {
        return guard.map(Guard::pid).orElse(0);
    }

    /** Whether that process belongs to the runner and not to the script. */
    boolean isGuard(int pid) {
        return guard.filter(watcher -> watcher.owns(pid)).isPresent();
    }

    /**
     * Whether of all children and their descendants only the guard is left. A process that ended and is not reaped counts
     * as there, so none can be missed while its children change their parent.
     */
    boolean onlyGuardIsLeft() {
        synchronized (reaping) {
            Predicate<Integer> ofGuard = this::isGuard;
            boolean alone = children().stream().allMatch(ofGuard);
            if (alone && layer == TreeLayer.PID_NAMESPACE) {
                return guard.isEmpty()
                        || ProcessTable.children(guard.get().pid()).stream().allMatch(ofGuard);
            }
            return alone;
        }
    }

    /** Sends the guard home; only when nothing is left to guard. */
    void dismissGuard() {
        guard.ifPresent(Guard::dismiss);
    }

    /** Removes what held the script. Only when nothing lives any more. */
    void removeGroup() {
        if (group.isPresent()) {
            try {
                group.get().remove();
            } catch (IOException e) {
                // Something is in it still, and will be named as a survivor; or the watchdog was faster.
            }
        }
    }

    /** Signals the process group of the script, unless the script has ended. */
    void signalGroup(int signal) throws LinuxException {
        synchronized (reaping) {
            if (leader > 0 && !leaderReaped) {
                Signals.sendToGroup(leader, signal);
            }
        }
    }

    /** Signals each living descendant that is found now. */
    void signalAll(int signal) {
        for (ProcessTable.Entry process : living()) {
            signal(process, signal);
        }
    }

    /**
     * Kills all, at one stroke where a layer can; and then each living descendant that is found, looking again at once for
     * as long as there are new ones: what forks faster than it is looked at is met with patience, not with a single
     * snapshot. Bounded all the same.
     */
    void killAll() {
        if (group.isPresent()) {
            try {
                group.get().kill();
            } catch (IOException e) {
                // Then one by one.
            }
        }
        if (layer == TreeLayer.PID_NAMESPACE) {
            guard.ifPresent(Guard::close);
        }
        Set<Integer> killed = new HashSet<>();
        boolean news = true;
        for (int pass = 0; news && pass < MOST_PASSES; pass++) {
            news = false;
            for (ProcessTable.Entry process : living()) {
                news |= killed.add(process.pid());
                signal(process, Signals.KILL);
            }
        }
    }

    /** For an end in disorder, when nobody reaps any more: a zombie does not count as found. */
    void killUntilNoneIsFound() {
        for (int round = 0; round < DISORDERLY_ROUNDS && !living().isEmpty(); round++) {
            killAll();
            LockSupport.parkNanos(DISORDERLY_PAUSE);
        }
        dismissGuard();
        removeGroup();
    }

    private static void signal(ProcessTable.Entry process, int signal) {
        try {
            Signals.send(process, signal);
        } catch (LinuxException e) {
            // A set-user-id child of an ordinary user may not be signalled. It stays in the tree, and is
            // reported as a survivor if it outlives the patience of the supervision.
        }
    }

    List<ProcessTable.Entry> living() {
        return ProcessTable.living(descendantIds()).stream()
                .filter(process -> !isGuard(process.pid()))
                .toList();
    }

    /** How many there are, also of those that have ended and are not reaped. */
    int size() {
        return (int)
                descendantIds().stream().filter(process -> !isGuard(process)).count();
    }

    /** The processor time of all that was ever in the group, if there is one: also of those whose end nobody asked for. */
    OptionalLong cpuMicros() {
        try {
            return group.isPresent() ? group.get().counter("cpu.stat", "usage_usec") : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** The processor time of orphans that the guard reaped, in clock ticks. */
    long ticksOfGuard() {
        return guard.filter(watcher -> layer == TreeLayer.PID_NAMESPACE)
                .flatMap(watcher -> ProcessTable.find(watcher.pid()))
                .map(ProcessTable.Entry::cpuTicks)
                .orElse(0L);
    }
}
