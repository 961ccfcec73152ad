package cronium.server.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Brings what was committed from SQLite's write-ahead log to the database, once a second and beside the work of others (sqlite.org/wal.html,
 * "passive"). By itself SQLite has the committer do it whose commit is the thousandth page, and that one waits for many pages to be on disk.
 */
final class WalCheckpoints implements AutoCloseable {
    /** In pages of 4 KiB: from there on a committer does it after all, since the log would have no end otherwise. */
    static final int LAST_RESORT_PAGES = 16_384;

    private static final long EVERY_MILLIS = 1_000;

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private WalCheckpoints(DataSource source) {
        thread = Thread.ofPlatform().daemon().name("wal-checkpoints").unstarted(() -> run(source));
    }

    static WalCheckpoints start(DataSource source) {
        WalCheckpoints checkpoints = new WalCheckpoints(source);
        checkpoints.thread.start();
        return checkpoints;
    }

    private void run(DataSource source) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            while (!closing.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
            }
        } catch (SQLException | InterruptedException e) {
            // The last resort is left, and whatever is wrong with the file is met by whoever writes.
        }
    }

    @Override
    public void close() {
        closing.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
