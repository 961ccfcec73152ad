package cronium.runner.supervise;

import cronium.runner.linux.ProcessTable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Looks at the memory of every process of a tree now and then, ever less often, and keeps the largest value. */
final class MemoryWatch {
    private static final long FIRST_NANOS = 200_000;
    private static final long LONGEST_NANOS = 500_000_000;
    /** For so long only the script's own process is looked at, which is cheap: it is over soon or has children later. */
    private static final long ALONE_NANOS = 1_000_000;

    private final Tree tree;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicLong peak = new AtomicLong();

    MemoryWatch(Tree tree) {
        this.tree = tree;
    }

    void start(int script) {
        Thread.ofPlatform().daemon().name("memory-watch").start(() -> watch(script));
    }

    /** Ends the watch. */
    long stop() {
        stopped.countDown();
        return peak.get();
    }

    /** Looks once, at one process: for the thread that has just started it, and is faster here than any other. */
    void look(int pid) {
        ProcessTable.peakMemory(pid).ifPresent(seen -> peak.accumulateAndGet(seen, Math::max));
    }

    private void watch(int script) {
        long pause = FIRST_NANOS;
        try {
            while (!stopped.await(pause, TimeUnit.NANOSECONDS)) {
                if (pause < ALONE_NANOS) {
                    look(script);
                } else {
                    tree.living().forEach(process -> look(process.pid()));
                }
                pause = Math.min(pause * 2, LONGEST_NANOS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
