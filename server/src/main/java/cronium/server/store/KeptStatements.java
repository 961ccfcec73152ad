package cronium.server.store;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilderFactory;
import org.jdbi.v3.core.statement.StatementContext;
import org.sqlite.SQLiteConnection;

/**
 * Keeps what each connection has prepared: SQLite's driver does not, and to parse and plan a statement, with the triggers of its table, takes longer than to
 * run it. Thread-safe, as a connection has one user at a time.
 */
final class KeptStatements implements StatementBuilderFactory {
    /** Of one connection; searches are put together of parts, so there are more texts than places in the source. */
    private static final int MOST = 64;

    private final Map<Connection, Shelf> shelves = new ConcurrentHashMap<>();

    @Override
    public StatementBuilder createStatementBuilder(Connection connection) {
        try {
            // The pool's own shell around a connection is another each time, and closes what was prepared through it.
            SQLiteConnection own = connection.unwrap(SQLiteConnection.class);
            return new Builder(own, shelves.computeIfAbsent(own, this::shelf));
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }

    private Shelf shelf(Connection added) {
        shelves.keySet().removeIf(KeptStatements::isClosed);
        return new Shelf();
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /** What nobody uses just now, by its text; what was used longest ago goes first. Not for several threads. */
    private static final class Shelf {
        private final Map<String, PreparedStatement> statements = new LinkedHashMap<>();

        PreparedStatement take(Connection connection, String sql) throws SQLException {
            PreparedStatement kept = statements.remove(sql);
            return kept == null ? connection.prepareStatement(sql) : kept;
        }

        void putBack(String sql, PreparedStatement statement) throws SQLException {
            statement.clearParameters();
            statement.clearBatch();
            PreparedStatement twin = statements.put(sql, statement);
            if (twin != null) {
                twin.close();
            }
            if (statements.size() > MOST) {
                var eldest = statements.entrySet().iterator();
                PreparedStatement leaving = eldest.next().getValue();
                eldest.remove();
                leaving.close();
            }
        }
    }

    private static final class Builder implements StatementBuilder {
        /** With the text that each was prepared from: who closes one may have the text as it was before its parameters were replaced. */
        private final IdentityHashMap<Statement, String> taken = new IdentityHashMap<>();

        private final StatementBuilder others = new DefaultStatementBuilder();
        private final Connection own;
        private final Shelf shelf;

        Builder(Connection own, Shelf shelf) {
            this.own = own;
            this.shelf = shelf;
        }

        @Override
        public Statement create(Connection connection, StatementContext context) throws SQLException {
            return others.create(own, context);
        }

        @Override
        public PreparedStatement create(Connection connection, String sql, StatementContext context)
                throws SQLException {
            PreparedStatement statement = shelf.take(own, sql);
            taken.put(statement, sql);
            return statement;
        }

        @Override
        public CallableStatement createCall(Connection connection, String sql, StatementContext context)
                throws SQLException {
            return others.createCall(own, sql, context);
        }

        @Override
        public void close(Connection connection, String sql, Statement statement) throws SQLException {
            String prepared = taken.remove(statement);
            if (prepared != null) {
                shelf.putBack(prepared, (PreparedStatement) statement);
            } else if (statement != null) {
                statement.close();
            }
        }
    }
}
