package cronium.runner.supervise;

import cronium.runner.linux.LinuxException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One {@link Guard} for all trees of a process, which outlives that process by a moment and kills what is left of each of them. A guard that
 * ends before, killed by whoever, is replaced by another that is told the same. Thread-safe.
 */
final class Watchdog {
    /** What makes a guard, known to whoever reaps before it can end. */
    interface Start {
        Guard start() throws LinuxException;
    }

    private final Start start;
    private final Map<Tree, String> orders = new LinkedHashMap<>();
    private final Map<Tree, Long> numbers = new LinkedHashMap<>();
    private long lastNumber;
    private Guard guard;

    private Watchdog(Start start, Guard first) {
        this.start = start;
        this.guard = first;
    }

    static Watchdog start(Start start) throws LinuxException {
        return new Watchdog(start, start.start());
    }

    /**
     * When this returns, what is left of that tree is killed if this process ends before {@link #forget}.
     *
     * @param order how to find its processes, as {@link Guard} has it
     * @throws LinuxException when there is no guard and none can be started
     */
    synchronized void watch(Tree tree, String order) throws LinuxException {
        orders.put(tree, order);
        numbers.put(tree, ++lastNumber);
        try {
            if (guard.isOver()) {
                replace();
            } else {
                tell(tree);
            }
        } catch (LinuxException e) {
            try {
                // EPIPE: it has ended, and was not reaped yet.
                replace();
            } catch (LinuxException again) {
                orders.remove(tree);
                throw again;
            }
        }
    }

    private void tell(Tree tree) throws LinuxException {
        guard.order(numbers.get(tree) + " " + orders.get(tree));
    }

    private void replace() throws LinuxException {
        guard.close();
        guard = start.start();
        for (Tree tree : orders.keySet()) {
            tell(tree);
        }
    }

    /** Nothing is left of it. */
    synchronized void forget(Tree tree) {
        if (orders.remove(tree) != null) {
            try {
                guard.order(numbers.get(tree) + " done");
            } catch (LinuxException e) {
                // It has ended; the next one is not told of this tree.
            }
        }
        numbers.remove(tree);
    }

    /** Takes note of a child's end. */
    synchronized void reaped(int pid) {
        if (guard.pid() != pid) {
            return;
        }
        guard.reaped(pid);
        try {
            replace();
        } catch (LinuxException e) {
            // For want of processes, perhaps. The next script is not started without one.
        }
    }
}
