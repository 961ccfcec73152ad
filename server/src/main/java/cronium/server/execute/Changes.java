package cronium.server.execute;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells those who follow executions in this process that there is something new. Followers of executions on other nodes ask the
 * database now and then. Thread-safe; keeps nothing of executions that nobody waits for.
 */
public final class Changes {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** How often each execution that somebody waits for changed. */
    private final Map<String, Watched> watched = new HashMap<>();

    /** One execution, as long as somebody follows it. */
    private static final class Watched {
        private long version;
        private int followers;
    }

    /** Somebody's wish to be told; to be closed by the same. */
    public final class Following implements AutoCloseable {
        private final String executionId;
        private final Watched state;

        private Following(String executionId, Watched state) {
            this.executionId = executionId;
            this.state = state;
        }

        /** To be asked before the database is, and given to {@link #await} after. */
        public long version() {
            lock.lock();
            try {
                return state.version;
            } finally {
                lock.unlock();
            }
        }

        /**
         * Waits until something changed since that version.
         *
         * @return whether it did
         */
        public boolean await(long seen, Duration atMost) throws InterruptedException {
            long left = atMost.toNanos();
            lock.lockInterruptibly();
            try {
                while (state.version == seen && left > 0) {
                    left = changed.awaitNanos(left);
                }
                return state.version != seen;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (--state.followers == 0) {
                    watched.remove(executionId);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    public Following follow(String executionId) {
        lock.lock();
        try {
            Watched state = watched.computeIfAbsent(executionId, _ -> new Watched());
            state.followers++;
            return new Following(executionId, state);
        } finally {
            lock.unlock();
        }
    }

    /** Something of that execution changed in the database. */
    public void changed(String executionId) {
        lock.lock();
        try {
            Watched state = watched.get(executionId);
            if (state != null) {
                state.version++;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
