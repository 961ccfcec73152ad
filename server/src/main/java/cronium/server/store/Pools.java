package cronium.server.store;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Optional;

/** Connections to read with and to write with; the same ones where the database has no need of two kinds. */
record Pools(HikariDataSource readers, HikariDataSource writers, Optional<WalCheckpoints> checkpoints)
        implements AutoCloseable {
    @Override
    public void close() {
        checkpoints.ifPresent(WalCheckpoints::close);
        readers.close();
        if (!writers.equals(readers)) {
            writers.close();
        }
    }
}
