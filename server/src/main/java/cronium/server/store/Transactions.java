package cronium.server.store;

import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Types;
import java.time.Instant;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementBuilderFactory;

/** Runs pieces of work on connections of the pools, and makes one kind of exception of what fails. Thread-safe. */
final class Transactions {
    private static final String FAILED = "the database failed";

    private final Jdbi reading;
    private final Jdbi writing;
    private final Dialect dialect;

    Transactions(Pools pools, Dialect dialect) {
        this(pools, dialect, SqlLogger.NOP_SQL_LOGGER);
    }

    /** @param logger is told of every statement */
    Transactions(Pools pools, Dialect dialect, SqlLogger logger) {
        StatementBuilderFactory statements = dialect.statements();
        this.reading = jdbi(pools.readers(), dialect, statements).setSqlLogger(logger);
        this.writing = jdbi(pools.writers(), dialect, statements).setSqlLogger(logger);
        this.dialect = dialect;
    }

    private static Jdbi jdbi(DataSource source, Dialect dialect, StatementBuilderFactory statements) {
        Jdbi jdbi = Jdbi.create(source);
        jdbi.setStatementBuilderFactory(statements);
        jdbi.registerArgument(new Instants(dialect));
        jdbi.registerArgument(new Texts());
        // A statement is made of the parts that are needed, and the values of the others are bound all the same.
        jdbi.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        return jdbi;
    }

    /** Work that only reads. Each statement sees what was committed when it began. */
    <T, X extends Exception> T read(Work<T, X> work) throws X {
        try {
            return reading.withHandle(handle -> work.in(new Session(handle, dialect)));
        } catch (JdbiException e) {
            throw StoreException.of(FAILED, e);
        }
    }

    /** Work that is done wholly, or not at all if it throws. */
    <T, X extends Exception> T write(Work<T, X> work) throws X {
        try {
            return writing.inTransaction(handle -> work.in(new Session(handle, dialect)));
        } catch (JdbiException e) {
            throw StoreException.of(FAILED, e);
        }
    }

    /** The same, without waiting for the disk: for what is found out again if it is lost with the power. */
    <T, X extends Exception> T writeUnawaited(Work<T, X> work) throws X {
        try {
            return writing.withHandle(
                    handle -> dialect.unawaited(handle, inside -> work.in(new Session(inside, dialect))));
        } catch (JdbiException e) {
            throw StoreException.of(FAILED, e);
        }
    }

    private static final class Instants extends AbstractArgumentFactory<Instant> {
        private final Dialect dialect;

        Instants(Dialect dialect) {
            super(Types.TIMESTAMP_WITH_TIMEZONE);
            this.dialect = dialect;
        }

        @Override
        protected Argument build(Instant value, ConfigRegistry config) {
            return dialect.argument(value);
        }
    }

    /** PostgreSQL's text has no NUL, and SQLite's functions stop at one: it is kept as U+FFFD, the sign for what cannot be kept. */
    private static final class Texts extends AbstractArgumentFactory<String> {
        Texts() {
            super(Types.VARCHAR);
        }

        @Override
        protected Argument build(String value, ConfigRegistry config) {
            String text = value.indexOf('\0') < 0 ? value : value.replace('\0', '\uFFFD');
            return (position, statement, context) -> statement.setString(position, text);
        }
    }

    /** @throws StoreException if no connection can be had */
    static Pools opened(DatabaseSettings settings, Supplier<Pools> pools) {
        try {
            return pools.get();
        } catch (HikariPool.PoolInitializationException e) {
            throw StoreException.of("no connection to " + settings, e);
        }
    }

    /** Whether the database answers. */
    boolean isReachable() {
        try {
            return read(session -> session.exists(session.query("SELECT 1")));
        } catch (StoreException e) {
            return false;
        }
    }
}
