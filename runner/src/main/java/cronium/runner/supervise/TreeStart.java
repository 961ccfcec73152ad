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
import cronium.runner.linux.Spawn;
import cronium.runner.linux.SpawnRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How a {@link Tree} begins. A script starts behind a gate: a shell that waits for a word before it becomes the script. So limits and layers are on
 * it before its first instruction, and if the runner dies before, the gate ends. Of a household, where the thread that starts it need
 * not be confined, it waits as a {@link LeasedGate} has it.
 *
 * <p>{@link #start} belongs to a thread of its own, which confines itself and ends, unless {@link #leavesStarterAsItIs}; the rest to another, which
 * may call {@link #startGuard} meanwhile and nothing else.
 */
final class TreeStart {
    private static final long GATE_PAUSE = 50_000;

    private final Containment containment;
    private final Optional<Household> household;
    private final Tree tree;
    private final CompletableFuture<Starter> starter = new CompletableFuture<>();
    private Optional<Descriptor> gate = Optional.empty();
    private Optional<LeasedGate> leased = Optional.empty();

    /** @param household the tree's */
    TreeStart(Containment containment, Optional<Household> household, Tree tree) {
        this.containment = containment;
        this.household = household;
        this.tree = tree;
    }

    /**
     * Starts the guard, unless the thread that starts the script has to do that, or the household has one for all. Two programs start
     * at the same time then; the gate alone needs no guard.
     */
    void startGuard() throws IOException {
        if (!hasNamespace() && household.isEmpty()) {
            tree.guardedBy(Optional.of(Guard.watchdog()));
        }
    }

    /** Whether the thread that starts the script can do other things afterwards, and need not wait for a guard. */
    boolean leavesStarterAsItIs() {
        return household.isPresent()
                && !hasNamespace()
                && !containment.confinement().restricts();
    }

    /** A process then, the guard, is the first of it, and has to be there before the script's. */
    private boolean hasNamespace() {
        return containment.layer() == TreeLayer.PID_NAMESPACE;
    }

    private Guard startedGuard(Watchdog.Start start) throws LinuxException {
        if (household.isEmpty()) {
            return start.start();
        }
        try (Household.Birth birth = household.get().birth()) {
            Guard started = start.start();
            birth.add(started.pid(), tree);
            return started;
        }
    }

    private int startedLeader(SpawnRequest request) throws LinuxException {
        if (household.isEmpty()) {
            int leader = Spawn.start(request);
            tree.ledBy(leader);
            return leader;
        }
        try (Household.Birth birth = household.get().birth()) {
            int leader = Spawn.start(request);
            tree.ledBy(leader);
            birth.add(leader, tree);
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
                    tree.ledBy(children.getFirst());
                    household.orElseThrow().add(tree.leader(), tree);
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
        household.ifPresent(all -> all.remove(tree.leader(), tree));
        tree.leaderIsGone();
        tree.removeGroup();
    }

    /** Starts the script's process as leader of a session and group of its own, as far as the gate. */
    int start(SpawnRequest request) throws IOException {
        if (leased.isPresent()) {
            return startLeased(request, leased.get());
        }
        Optional<Guard> holder = hasNamespace() ? Optional.of(holder()) : Optional.empty();
        try {
            Descriptor.Pipe pipe = Descriptor.pipe();
            try (Descriptor shell = Descriptor.openForReading(Gate.SHELL)) {
                SpawnRequest gated = Gate.before(request, pipe.readEnd(), shell);
                confine();
                int leader = startedLeader(gated);
                if (holder.isPresent()) {
                    tree.guardedBy(holder);
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
        int leader = tree.leader();
        Tag tag = Tag.of(leader);
        Optional<Path> coming = hasNamespace() ? Optional.empty() : groupToBe(leader);
        note.accept(new Held(leader, containment.layer(), coming, Optional.of(tag)));
        if (hasNamespace()) {
            tree.guard().orElseThrow().noteHelpers();
        } else {
            Optional<ControlGroup> joined = coming.isPresent() ? joinGroup(coming.get(), leader) : Optional.empty();
            tree.heldBy(joined.isPresent() ? TreeLayer.CGROUP : TreeLayer.WATCHDOG, joined);
            if (joined.isPresent()) {
                order("cgroup " + coming.orElseThrow());
            } else {
                tag.putOn(leader);
                order("tag " + tag.pendingSignals() + " " + tag.messageQueues() + " " + leader);
            }
        }
        if (household.isPresent() && !hasNamespace()) {
            // By it an orphan is known, which falls to this process.
            tag.putOn(leader);
            household.get().mark(tree, tag);
        }
        KernelLimits.putOn(leader, limits, tree.group());
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
            household.get().watchdog().watch(tree, order);
        } else {
            tree.guard().orElseThrow().order(Guard.ONLY + " " + order);
        }
    }

    /** Nobody else's name: the same execution may run from another state directory, or a group be left over. */
    private Optional<Path> groupToBe(int leader) {
        long start =
                ProcessTable.find(leader).map(ProcessTable.Entry::startTicks).orElse(0L);
        return containment
                .controlGroup()
                .map(parent -> parent.resolve("cronium-" + containment.executionId() + "-" + leader + "-" + start));
    }

    /** A group may be writable and yet not take a process from where the runner is; then the watchdog does it by marks. */
    private Optional<ControlGroup> joinGroup(Path directory, int leader) throws IOException {
        try {
            ControlGroup made = ControlGroup.make(directory);
            try {
                made.add(leader);
            } catch (IOException e) {
                made.remove();
                throw e;
            }
            return Optional.of(made);
        } catch (IOException e) {
            if (containment.layerIsDemanded()) {
                throw new HoldException(e);
            }
            return Optional.empty();
        }
    }

    /** For a script that could not be started: the guard has nothing to do, and ends. */
    void dismissIdleGuard() throws LinuxException {
        if (tree.guard().isPresent()) {
            sendHome(tree.guard().get());
            tree.guardedBy(Optional.empty());
        }
    }

    /** For a script that never got through the gate. */
    void abandon() {
        gate.ifPresent(Descriptor::close);
        leased.ifPresent(LeasedGate::close);
        tree.guard().ifPresent(Guard::close);
        tree.removeGroup();
    }
}
