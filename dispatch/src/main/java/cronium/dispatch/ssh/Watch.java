package cronium.dispatch.ssh;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Closes a connection whose present step takes too long. A virtual thread, until it is stopped. */
final class Watch implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deadlines deadlines;
    private final Runnable late;
    private Step step = Step.CONNECT;
    private boolean stopped;
    private boolean expired;

    Watch(Deadlines deadlines, Runnable late) {
        this.deadlines = deadlines;
        this.late = late;
    }

    Watch start() {
        Thread.ofVirtual().name("ssh-watch").start(this::watch);
        return this;
    }

    private void watch() {
        lock.lock();
        try {
            while (!stopped) {
                Step watched = step;
                long left = deadlines.of(watched).toNanos();
                while (!stopped && step == watched && left > 0) {
                    left = changed.awaitNanos(left);
                }
                if (!stopped && step == watched) {
                    expired = true;
                    stopped = true;
                    late.run();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Steps only go on. */
    void reached(Step next) {
        lock.lock();
        try {
            if (next.compareTo(step) > 0) {
                step = next;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    Step step() {
        lock.lock();
        try {
            return step;
        } finally {
            lock.unlock();
        }
    }

    boolean isExpired() {
        lock.lock();
        try {
            return expired;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
