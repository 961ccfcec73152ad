package cronium.server.execute;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wakes those who follow a journal when something in it changes, by inotify(7). Thread-safe. */
final class JournalWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalWatch.class);

    private final WatchService service;
    private final Map<WatchKey, Set<Bell>> bells = new HashMap<>();
    private final Thread thread;

    /** Rings when there may be something new. */
    static final class Bell {
        private final Semaphore rung = new Semaphore(0);

        void ring() {
            rung.release();
        }

        /**
         * Waits until it rang since the last time; returns at the latest after that long.
         *
         * @return whether it rang
         */
        boolean await(Duration atMost) throws InterruptedException {
            boolean rang = rung.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
            rung.drainPermits();
            return rang;
        }
    }

    /** What rings for one directory, until it is closed. */
    final class Watching implements AutoCloseable {
        private final Optional<WatchKey> key;
        private final Bell bell;

        private Watching(Optional<WatchKey> key, Bell bell) {
            this.key = key;
            this.bell = bell;
        }

        @Override
        public void close() {
            key.ifPresent(watched -> remove(watched, bell));
        }
    }

    JournalWatch(Path anyPath) throws IOException {
        service = anyPath.getFileSystem().newWatchService();
        thread = Thread.ofPlatform().daemon().name("journal-watch").start(this::deliver);
    }

    /**
     * What changed before this returns is not told: look after. Where the kernel gives this user no more watches, or the directory is gone, nothing
     * rings: whoever waits looks now and then anyway.
     */
    synchronized Watching watch(Path directory, Bell bell) {
        try {
            // A directory has one key, however many watch it.
            WatchKey key = directory.register(
                    service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            bells.computeIfAbsent(key, _ -> new HashSet<>()).add(bell);
            return new Watching(Optional.of(key), bell);
        } catch (IOException e) {
            LOG.debug("{} is looked at now and then: {}", directory, e.toString());
            return new Watching(Optional.empty(), bell);
        }
    }

    private synchronized void remove(WatchKey key, Bell bell) {
        Set<Bell> ofKey = bells.getOrDefault(key, Set.of());
        ofKey.remove(bell);
        if (ofKey.isEmpty()) {
            bells.remove(key);
            key.cancel();
        }
    }

    private synchronized void ring(WatchKey key) {
        bells.getOrDefault(key, Set.of()).forEach(Bell::ring);
    }

    private void deliver() {
        try {
            while (true) {
                WatchKey key = service.take();
                key.pollEvents();
                ring(key);
                key.reset();
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            // Closed.
        }
    }

    @Override
    public void close() throws IOException {
        service.close();
        thread.interrupt();
    }
}
