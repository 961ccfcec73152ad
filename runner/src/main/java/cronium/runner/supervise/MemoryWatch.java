package cronium.runner.supervise;

import cronium.runner.linux.ProcessTable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks at the memory of every process of a tree now and then, ever less often, and keeps the largest value. */
final class MemoryWatch {
    private static final long FIRST_MILLIS = 2;
    private static final long LONGEST_MILLIS = 500;

    private final Tree tree;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile long peak;

    MemoryWatch(Tree tree) {
        this.tree = tree;
    }

    void start() {
        Thread.ofPlatform().daemon().name("memory-watch").start(this::watch);
    }

    /** Ends the watch. */
    long stop() {
        stopped.countDown();
        return peak;
    }

    private void watch() {
        long pause = FIRST_MILLIS;
        try {
            while (!stopped.await(pause, TimeUnit.MILLISECONDS)) {
                for (ProcessTable.Entry process : tree.living()) {
                    ProcessTable.peakMemory(process.pid()).ifPresent(seen -> peak = Math.max(peak, seen));
                }
                pause = Math.min(pause * 2, LONGEST_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
