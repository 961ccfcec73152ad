package cronium.server.api;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the requests that are being answered, and lets no more in once the server is closing. Thread-safe. */
final class Gate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private int inside;
    private volatile boolean closing;

    /** Whether the request may be answered; if so, {@link #leave} must follow. */
    boolean enter() {
        lock.lock();
        try {
            if (closing) {
                return false;
            }
            inside++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            inside--;
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whoever answers for long looks here now and then, and comes to an end. */
    boolean isClosing() {
        return closing;
    }

    /** Lets nobody in any more, and waits for those inside. */
    void close(Duration atMost) {
        closing = true;
        lock.lock();
        try {
            long rest = atMost.toNanos();
            while (inside > 0 && rest > 0) {
                rest = left.awaitNanos(rest);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
