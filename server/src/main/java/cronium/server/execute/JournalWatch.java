package cronium.server.execute;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes those who follow a journal when something in it changes, by inotify(7). Thread-safe. */
final class JournalWatch implements AutoCloseable {
    private final WatchService service;
    private final Map<WatchKey, Bell> bells = new ConcurrentHashMap<>();
    private final Thread thread;

    /** Rings when there may be something new. */
    static final class Bell {
        private final Semaphore rung = new Semaphore(0);

        void ring() {
            rung.release();
        }

        /** Waits until it rang since the last time; returns at the latest after that long. */
        void await(Duration atMost) throws InterruptedException {
            if (rung.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                rung.drainPermits();
            }
        }
    }

    /** What rings for one directory, until it is closed. */
    record Watching(WatchKey key, Map<WatchKey, Bell> bells) implements AutoCloseable {
        @Override
        public void close() {
            bells.remove(key);
            key.cancel();
        }
    }

    JournalWatch(Path anyPath) throws IOException {
        service = anyPath.getFileSystem().newWatchService();
        thread = Thread.ofPlatform().daemon().name("journal-watch").start(this::deliver);
    }

    /** What changed before this returns is not told: look after. */
    Watching watch(Path directory, Bell bell) throws IOException {
        WatchKey key =
                directory.register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
        bells.put(key, bell);
        return new Watching(key, bells);
    }

    private void deliver() {
        try {
            while (true) {
                WatchKey key = service.take();
                key.pollEvents();
                Bell bell = bells.get(key);
                if (bell != null) {
                    bell.ring();
                }
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
