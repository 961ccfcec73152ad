package cronium.runner.journal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;

/**
 * Brings a directory to disk for many that changed it at about the same time: one fsync(2) is for all who asked before it began. Thread-safe.
 */
public final class SharedSync {
    private final Path directory;
    private long asked;
    private long done;
    private boolean underWay;

    SharedSync(Path directory) {
        this.directory = directory;
    }

    /** Returns when on disk is what the directory says of what the caller did in it before. */
    void await() throws IOException {
        long mine = ask();
        while (true) {
            long upTo = turn(mine);
            if (upTo == 0) {
                return;
            }
            boolean synced = false;
            try {
                StateDirectory.sync(directory);
                synced = true;
            } finally {
                end(synced ? upTo : 0);
            }
        }
    }

    private synchronized long ask() {
        return ++asked;
    }

    /** Waits for another's; the last number that the caller's own is for, or 0 when it needs none any more. */
    private synchronized long turn(long mine) throws InterruptedIOException {
        while (underWay && done < mine) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for the disk");
            }
        }
        if (done >= mine) {
            return 0;
        }
        underWay = true;
        return asked;
    }

    private synchronized void end(long upTo) {
        underWay = false;
        done = Math.max(done, upTo);
        notifyAll();
    }
}
