package cronium.runner.supervise;

import cronium.runner.contain.TreeLayer;
import cronium.runner.linux.Children;
import cronium.runner.linux.ControlGroup;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.ProcessTable;
import cronium.runner.linux.Reaped;
import cronium.runner.linux.Signals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The script's process and all its descendants. This process is their subreaper (or the {@link Guard} of their namespace
 * is), so each of them is a descendant of it for as long as it lives, and when the kernel finds no child here, none is left.
 *
 * <p>How it begins is {@link TreeStart}'s. {@link #reapAll} and {@link #ended} belong to a thread that reaps, and the rest to the one that
 * supervises.
 */
final class Tree {
    private static final int MOST_PASSES = 200;
    /** Ten seconds together. */
    private static final int DISORDERLY_ROUNDS = 1_000;

    private static final long DISORDERLY_PAUSE = 10_000_000;
    /** A shell that could not execute what it was told ends with one of these. */
    private static final int NOT_EXECUTED = 126;

    private static final int NOT_FOUND = 127;

    private final Optional<Household> household;
    private final Object reaping = new Object();
    private Optional<Guard> guard = Optional.empty();
    private Optional<ControlGroup> group = Optional.empty();
    private TreeLayer layer;
    private int leader;
    private boolean leaderReaped;

    private Optional<Consumer<Ending>> onEnding = Optional.empty();
    private final List<Ending> notTold = new ArrayList<>();

    /**
     * Of nobody yet.
     *
     * @param layer what is to hold the script
     * @param household of all trees of this process; empty if this is the only one, so that every child is of it
     */
    Tree(TreeLayer layer, Optional<Household> household) {
        this.household = household;
        this.layer = layer;
    }

    /**
     * A process of the tree that was reaped.
     *
     * @param failedGate whether it was the shell of the gate, which could not execute the script
     */
    record Ending(Reaped reaped, boolean failedGate) {}

    /** Has the script's process, as leader of a session and group of its own. */
    void ledBy(int process) {
        leader = process;
    }

    /** The script's process was reaped elsewhere: it never became the script. */
    void leaderIsGone() {
        synchronized (reaping) {
            leaderReaped = true;
        }
    }

    /** Has somebody to see to it that nothing outlives this process. */
    void guardedBy(Optional<Guard> watcher) {
        guard = watcher;
    }

    Optional<Guard> guard() {
        return guard;
    }

    /** Is held otherwise than was wished for. */
    void heldBy(TreeLayer found, Optional<ControlGroup> joined) {
        layer = found;
        group = joined;
    }

    /** What really holds the script; only after {@link TreeStart#release}. */
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
