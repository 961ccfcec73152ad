package cronium.server.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.StatementBuilderFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * One file. It has one writer at a time anyway, so there is one connection that writes, and callers queue for it fairly; readers see
 * the last commit and wait for nobody (WAL).
 */
record Sqlite() implements Dialect {
    private static final long MICROS = 1_000_000;
    /** For other programs, such as a backup: this one never waits for itself. In milliseconds. */
    private static final int BUSY_TIMEOUT = 10_000;
    /** With NORMAL, a WAL commit can be lost with the power: an execution would be claimed twice. */
    private static final SynchronousMode AWAITED = SynchronousMode.FULL;
    /** In KiB; negative says that to SQLite, which counts pages otherwise. */
    private static final int CACHE = -16_384;

    @Override
    public String folder() {
        return "sqlite";
    }

    @Override
    public Pools open(DatabaseSettings settings) {
        HikariDataSource writers = pool(
                "writers",
                source(settings, TransactionMode.IMMEDIATE),
                1,
                "PRAGMA wal_autocheckpoint = " + WalCheckpoints.LAST_RESORT_PAGES);
        try {
            HikariDataSource readers = pool(
                    "readers",
                    source(settings, TransactionMode.DEFERRED),
                    settings.connections(),
                    "PRAGMA query_only = ON");
            return new Pools(
                    readers, writers, Optional.of(WalCheckpoints.start(source(settings, TransactionMode.DEFERRED))));
        } catch (RuntimeException e) {
            writers.close();
            throw e;
        }
    }

    private static SQLiteDataSource source(DatabaseSettings settings, TransactionMode mode) {
        SQLiteConfig sqlite = new SQLiteConfig();
        sqlite.setJournalMode(JournalMode.WAL);
        sqlite.setSynchronous(AWAITED);
        sqlite.setBusyTimeout(BUSY_TIMEOUT);
        sqlite.enforceForeignKeys(true);
        sqlite.setTransactionMode(mode);
        sqlite.setCacheSize(CACHE);
        SQLiteDataSource source = new SQLiteDataSource(sqlite);
        source.setUrl(settings.jdbcUrl());
        return source;
    }

    private static HikariDataSource pool(String name, SQLiteDataSource source, int connections, String first) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("sqlite-" + name);
        config.setDataSource(source);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setMaxLifetime(0);
        config.setConnectionInitSql(first);
        return new HikariDataSource(config);
    }

    @Override
    public <T, X extends Exception> T unawaited(Handle handle, HandleCallback<T, X> work) throws X {
        synchronous(handle, SynchronousMode.NORMAL);
        try {
            return handle.inTransaction(work);
        } finally {
            synchronous(handle, AWAITED);
        }
    }

    /** Not by a statement that is kept: this one takes effect when it is prepared. */
    private static void synchronous(Handle handle, SynchronousMode mode) {
        Dialect.set(handle, "PRAGMA synchronous = " + mode.getValue());
    }

    @Override
    public StatementBuilderFactory statements() {
        return new KeptStatements();
    }

    @Override
    public Argument argument(Instant at) {
        Instant micros = Dialect.toMicros(at);
        long number = Math.addExact(Math.multiplyExact(micros.getEpochSecond(), MICROS), micros.getNano() / 1_000);
        return (position, statement, context) -> statement.setLong(position, number);
    }

    @Override
    public Optional<Instant> instant(ResultSet rows, String column) throws SQLException {
        long number = rows.getLong(column);
        return rows.wasNull()
                ? Optional.empty()
                : Optional.of(
                        Instant.ofEpochSecond(Math.floorDiv(number, MICROS), Math.floorMod(number, MICROS) * 1_000));
    }

    @Override
    public String locking() {
        return "";
    }

    @Override
    public String lockingTheFree() {
        return "";
    }
}
