package cronium.server.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilderFactory;

/** A server, for several nodes. Version 14 or newer. */
record Postgresql() implements Dialect {
    @Override
    public String folder() {
        return "postgresql";
    }

    /** Migrations of large tables among them. */
    private static final String MOST_SECONDS_OF_A_STATEMENT = "600";

    @Override
    public Pools open(DatabaseSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("postgresql");
        config.setJdbcUrl(settings.jdbcUrl());
        settings.user().ifPresent(config::setUsername);
        settings.password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(1);
        // The server's details have values of the row, such as a script's environment.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // A database whose machine lost its power answers nothing, and its client's kernel may ask for two hours.
        config.addDataSourceProperty("socketTimeout", MOST_SECONDS_OF_A_STATEMENT);
        config.addDataSourceProperty("ApplicationName", "cronium");
        HikariDataSource pool = new HikariDataSource(config);
        return new Pools(pool, pool, Optional.empty());
    }

    @Override
    public <T, X extends Exception> T unawaited(Handle handle, HandleCallback<T, X> work) throws X {
        return handle.inTransaction(inside -> {
            Dialect.set(inside, "SET LOCAL synchronous_commit TO off");
            return work.withHandle(inside);
        });
    }

    @Override
    public StatementBuilderFactory statements() {
        // The driver keeps what was prepared five times.
        return DefaultStatementBuilder.FACTORY;
    }

    @Override
    public Argument argument(Instant at) {
        // The driver rounds to microseconds; and a Timestamp would be put into the JVM's time zone.
        OffsetDateTime micros = Dialect.toMicros(at).atOffset(ZoneOffset.UTC);
        return (position, statement, context) -> statement.setObject(position, micros);
    }

    @Override
    public Optional<Instant> instant(ResultSet rows, String column) throws SQLException {
        return Optional.ofNullable(rows.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    @Override
    public String locking() {
        return " FOR UPDATE";
    }

    @Override
    public String lockingTheFree() {
        return " FOR UPDATE SKIP LOCKED";
    }
}
