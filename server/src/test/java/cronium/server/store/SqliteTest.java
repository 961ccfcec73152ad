package cronium.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteTest {
    private static final int NORMAL = 1;
    private static final int FULL = 2;

    @TempDir
    Path place;

    private Pools pools;
    private Transactions transactions;

    @BeforeEach
    void open() {
        Sqlite sqlite = new Sqlite();
        pools = sqlite.open(DatabaseSettings.sqlite(place.resolve("some.db")));
        transactions = new Transactions(pools, sqlite);
    }

    @AfterEach
    void close() {
        pools.close();
    }

    @Test
    void onlyWhatSaysSoDoesNotWaitForTheDisk() {
        assertThat(transactions.write(SqliteTest::synchronous)).isEqualTo(FULL);
        assertThat(transactions.writeUnawaited(SqliteTest::synchronous)).isEqualTo(NORMAL);
        assertThat(transactions.write(SqliteTest::synchronous)).isEqualTo(FULL);
    }

    @Test
    void workThatFailsIsNotDoneAndTheNextOneWaitsForTheDisk() {
        transactions.write(
                session -> session.update("CREATE TABLE numbers (n INTEGER)").execute());
        assertThatThrownBy(() -> transactions.writeUnawaited(session -> {
                    session.update("INSERT INTO numbers VALUES (1)").execute();
                    throw new IllegalStateException("stop");
                }))
                .hasMessage("stop");
        assertThat(transactions.<Boolean, RuntimeException>read(
                        session -> session.exists(session.query("SELECT n FROM numbers"))))
                .isFalse();
        assertThat(transactions.write(SqliteTest::synchronous)).isEqualTo(FULL);
    }

    private static int synchronous(Session session) {
        return session.first(session.query("PRAGMA synchronous"), row -> row.integer("synchronous"))
                .orElseThrow();
    }
}
