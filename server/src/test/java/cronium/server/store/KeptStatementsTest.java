package cronium.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

final class KeptStatementsTest {
    @TempDir
    Path place;

    private Connection connection;
    private StatementBuilder builder;
    private final KeptStatements kept = new KeptStatements();

    @BeforeEach
    void open() throws SQLException {
        connection = source().getConnection();
        builder = kept.createStatementBuilder(connection);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("CREATE TABLE numbers (n INTEGER PRIMARY KEY)");
            statement.execute("INSERT INTO numbers VALUES (1), (2), (3)");
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private SQLiteDataSource source() {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + place.resolve("kept.db"));
        return source;
    }

    @Test
    void aStatementIsPreparedOnce() throws SQLException {
        PreparedStatement first = prepare("SELECT 1");
        giveBack("SELECT 1", first);

        assertThat(prepare("SELECT 1")).isSameAs(first);
    }

    @Test
    void aQueryWithParametersIsPreparedOnce() {
        Jdbi jdbi = Jdbi.create(source()).setStatementBuilderFactory(kept);
        try (var handle = jdbi.open()) {
            List<Statement> used = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                used.add(handle.createQuery("SELECT :a")
                        .bind("a", i)
                        .map((rows, context) -> context.getStatement())
                        .one());
            }
            assertThat(used.get(1)).isSameAs(used.get(0));
            assertThat(used.get(2)).isSameAs(used.get(0));
        }
    }

    @Test
    void oneThatIsUsedIsNotGivenToAnother() throws SQLException {
        PreparedStatement outer = prepare("SELECT 1");
        PreparedStatement inner = prepare("SELECT 1");

        assertThat(inner).isNotSameAs(outer);
        giveBack("SELECT 1", inner);
        giveBack("SELECT 1", outer);
        assertThat(inner.isClosed()).isTrue();
        assertThat(prepare("SELECT 1")).isSameAs(outer);
    }

    @Test
    void whatWasUsedLongestAgoGoesFirst() throws SQLException {
        List<PreparedStatement> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(prepare("SELECT " + i));
            giveBack("SELECT " + i, all.get(i));
        }

        assertThat(all.getFirst().isClosed()).isTrue();
        assertThat(all.getLast().isClosed()).isFalse();
        assertThat(prepare("SELECT 99")).isSameAs(all.getLast());
    }

    @Test
    void valuesOfAnEarlierUseAreGone() {
        Jdbi jdbi = Jdbi.create(source()).setStatementBuilderFactory(kept);
        try (var handle = jdbi.open()) {
            assertThat(handle.createQuery("SELECT :a")
                            .bind("a", "secret")
                            .mapTo(String.class)
                            .one())
                    .isEqualTo("secret");
            assertThat(handle.createQuery("SELECT :a")
                            .bindNull("a", 0)
                            .mapTo(String.class)
                            .findOne())
                    .isEmpty();
        }
    }

    @Test
    void oneThatWasReadInPartKeepsNoSnapshot() throws SQLException {
        Jdbi jdbi = Jdbi.create(source()).setStatementBuilderFactory(kept);
        try (var handle = jdbi.open();
                var other = source().getConnection();
                var statement = other.createStatement()) {
            assertThat(handle.createQuery("SELECT n FROM numbers")
                            .mapTo(Integer.class)
                            .findFirst())
                    .contains(1);
            statement.execute("INSERT INTO numbers VALUES (4)");
            try (ResultSet found = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                assertThat(found.getInt("busy")).isZero();
            }
            assertThat(handle.createQuery("SELECT COUNT(*) FROM numbers")
                            .mapTo(Integer.class)
                            .one())
                    .isEqualTo(4);
        }
    }

    @Test
    void oneThatFailedWorksAgain() {
        Jdbi jdbi = Jdbi.create(source()).setStatementBuilderFactory(kept);
        try (var handle = jdbi.open()) {
            assertThat(handle.createUpdate("INSERT INTO numbers VALUES (:n)")
                            .bind("n", 5)
                            .execute())
                    .isOne();
            assertThatThrownBy(() -> handle.createUpdate("INSERT INTO numbers VALUES (:n)")
                            .bind("n", 5)
                            .execute())
                    .hasMessageContaining("UNIQUE");
            assertThat(handle.createUpdate("INSERT INTO numbers VALUES (:n)")
                            .bind("n", 6)
                            .execute())
                    .isOne();
        }
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        return builder.create(connection, sql, null);
    }

    private void giveBack(String sql, PreparedStatement statement) throws SQLException {
        builder.close(connection, sql, statement);
    }
}
