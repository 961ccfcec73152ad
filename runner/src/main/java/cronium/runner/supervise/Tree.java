package cronium.runner.supervise;

import cronium.runner.linux.Children;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.Privileges;
import cronium.runner.linux.ProcessTable;
import cronium.runner.linux.Reaped;
import cronium.runner.linux.Signals;
import cronium.runner.linux.Spawn;
import cronium.runner.linux.SpawnRequest;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The script's process and all its descendants. This process is their subreaper, so each of them is a descendant of it for
 * as long as it lives, and when the kernel finds no child here, none is left.
 *
 * <p>{@link #start} and {@link #reapAll} belong to one thread; signals may be sent from another.
 */
final class Tree {
    private static final int MOST_PASSES = 200;
    /** Ten seconds together. */
    private static final int DISORDERLY_ROUNDS = 1_000;

    private static final long DISORDERLY_PAUSE = 10_000_000;

    private final Object reaping = new Object();
    private int leader;
    private boolean leaderReaped;

    /** Starts the script as leader of a session and group of its own. */
    int start(SpawnRequest request) throws LinuxException {
        Children.adoptOrphans();
        Privileges.giveUpGaining();
        synchronized (reaping) {
            leader = Spawn.start(request);
            return leader;
        }
    }

    /** Reaps until there is no child any more. */
    void reapAll(Consumer<Reaped> onEach) throws LinuxException {
        OptionalInt ended = Children.awaitEnded();
        while (ended.isPresent()) {
            onEach.accept(reap(ended.getAsInt()));
            ended = Children.awaitEnded();
        }
    }

    private Reaped reap(int pid) throws LinuxException {
        synchronized (reaping) {
            // Between the reaping and the note of it nobody may signal the group: its number is free again.
            Reaped reaped = Children.reap(pid);
            leaderReaped |= reaped.pid() == leader;
            return reaped;
        }
    }

    boolean isLeader(Reaped reaped) {
        return reaped.pid() == leader;
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
     * Kills each living descendant that is found, and looks again at once for as long as there are new ones: what forks
     * faster than it is looked at is met with patience, not with a single snapshot. Bounded all the same.
     */
    void killAll() {
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
        return ProcessTable.descendants((int) ProcessHandle.current().pid());
    }
}
