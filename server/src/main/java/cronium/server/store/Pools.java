package cronium.server.store;

import com.zaxxer.hikari.HikariDataSource;

/** Connections to read with and to write with; the same ones where the database has no need of two kinds. */
record Pools(HikariDataSource readers, HikariDataSource writers) implements AutoCloseable {
    @Override
    public void close() {
        readers.close();
        if (!writers.equals(readers)) {
            writers.close();
        }
    }
}
