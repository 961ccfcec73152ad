package cronium.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cronium.server.documents.EventDocument;
import cronium.server.domain.Event;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class DatabaseTest {
    @RegisterExtension
    final TestDatabases databases;

    @TempDir
    Path directory;

    private final Samples samples = new Samples();

    DatabaseTest(DatabaseKind kind) {
        databases = new TestDatabases(kind);
    }

    @Test
    void whatWasSavedIsThereAfterItWasOpenedAgain() {
        Event saved = samples.saved(databases.database(), "hello");
        databases.database().close();

        try (Database again = databases.reopened()) {
            assertThat(again.events().find(saved.spec().name())).contains(saved);
            assertThat(again.isReachable()).isTrue();
        }
        assertThat(databases.database().isReachable()).isFalse();
    }

    @Test
    void aTableThatWasMigratedByHandIsNotTrusted() throws SQLException {
        databases.database().close();
        try (Connection connection = databases.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '1'");
        }
        assertThatExceptionOfType(StoreException.class).isThrownBy(databases::reopened);
    }

    @Test
    void aFileIsStoredOnceHoweverManyVersionsHaveIt() throws SQLException {
        samples.saved(databases.database(), "one");
        samples.saved(databases.database(), "two");
        try (Connection connection = databases.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM file_contents")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(3);
        }
    }

    @Test
    void whatCannotBeOpenedIsSaidWithoutThePassword() {
        DatabaseSettings nobody = new DatabaseSettings(
                "jdbc:postgresql://localhost:1/x?password=hunter2", Optional.of("me"), Optional.of("hunter2"), 2);
        StoreException refused =
                catchThrowableOfType(StoreException.class, () -> Database.open(nobody, EventDocument::read));
        assertThat(refused)
                .hasMessageContaining("jdbc:postgresql://localhost:1/x")
                .hasMessageNotContaining("hunter2");
        assertThat(nobody.toString()).doesNotContain("hunter2");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Database.open(
                        DatabaseSettings.sqlite(directory.resolve("no/such/folder.db")), EventDocument::read));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new DatabaseSettings("jdbc:mysql://x?password=hunter2", Optional.empty(), Optional.empty(), 2))
                .withMessageContaining("jdbc:mysql://x")
                .withMessageNotContaining("hunter2");
    }

    @Test
    void aCommitOfSqliteIsOnDiskAndItsReadersCannotWrite() throws SQLException {
        if (databases.kind() != DatabaseKind.SQLITE) {
            return;
        }
        try (Pools pools = new Sqlite().open(databases.settings());
                Connection writer = pools.writers().getConnection();
                Connection reader = pools.readers().getConnection()) {
            assertThat(pragma(writer, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(writer, "synchronous")).as("FULL").isEqualTo("2");
            assertThat(pragma(writer, "foreign_keys")).isEqualTo("1");
            assertThat(pragma(writer, "query_only")).isEqualTo("0");
            assertThat(pragma(reader, "query_only")).isEqualTo("1");
        }
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void twoConnectionsAreEnough() {
        DatabaseSettings all = databases.settings();
        DatabaseSettings two = new DatabaseSettings(all.jdbcUrl(), all.user(), all.password(), 2);
        try (Database small = Database.open(two, EventDocument::read)) {
            assertThat(small.events().find(samples.saved(small, "hello").spec().name()))
                    .isPresent();
        }
    }
}
