package cronium.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.StatementBuilderFactory;

/** In what the databases differ, beside their migrations. */
sealed interface Dialect permits Sqlite, Postgresql {
    /** The folder of its migrations, below {@code db/}. */
    String folder();

    /** Opens the pools. */
    Pools open(DatabaseSettings settings);

    /**
     * Does work in a transaction whose commit does not wait for the disk: what it wrote may be lost with the power, but wholly, and never what
     * was committed earlier.
     */
    <T, X extends Exception> T unawaited(Handle handle, HandleCallback<T, X> work) throws X;

    /** How statements are prepared. */
    StatementBuilderFactory statements();

    /** Binds a time, to the microsecond. */
    Argument argument(Instant at);

    /** Reads a time. */
    Optional<Instant> instant(ResultSet rows, String column) throws SQLException;

    /** What is added to a {@code SELECT} whose rows are then written, so that nobody else writes them until the transaction ends. */
    String locking();

    /** The same, but passing over rows that somebody else is writing. */
    String lockingTheFree();

    /** Sets something of a connection. */
    static void set(Handle handle, String sql) {
        try (Statement statement = handle.getConnection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }

    /** Later digits are cut off, not rounded: a time must not move into the future. */
    static Instant toMicros(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }
}
