package cronium.server.store;

import cronium.server.documents.EventDocument;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A real PostgreSQL, started once for all tests of a JVM, with a database for each test. Nothing of it is left at the end. */
final class PostgresqlServer implements AutoCloseable {
    private static final int CONNECTIONS = 10;
    private static final String TEMPLATE = "cronium_template";

    private final Path directory;
    private final EmbeddedPostgres server;
    private final AtomicInteger made = new AtomicInteger();

    PostgresqlServer() {
        try {
            directory = Files.createTempDirectory("cronium-postgresql-");
            server = EmbeddedPostgres.builder()
                    .setDataDirectory(directory.resolve("data"))
                    .setCleanDataDirectory(true)
                    // The programs are unpacked once, and go with the build's other files.
                    .setOverrideWorkingDirectory(
                            Path.of("target", "postgresql").toAbsolutePath().toFile())
                    .setServerConfig("max_connections", "200")
                    .start();
            execute("CREATE DATABASE " + TEMPLATE);
            Database.open(settings(TEMPLATE), EventDocument::read).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A database with all tables and nothing in them. */
    DatabaseSettings fresh() {
        String name = "cronium_" + made.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        return settings(name);
    }

    /** A database without tables. */
    DatabaseSettings empty() {
        String name = "cronium_" + made.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return settings(name);
    }

    void drop(DatabaseSettings settings) {
        String url = settings.toString();
        execute("DROP DATABASE " + url.substring(url.lastIndexOf('/') + 1) + " WITH (FORCE)");
    }

    private DatabaseSettings settings(String name) {
        return new DatabaseSettings(
                "jdbc:postgresql://localhost:" + server.getPort() + "/" + name,
                Optional.of("postgres"),
                Optional.of("postgres"),
                CONNECTIONS);
    }

    private void execute(String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (Files.exists(directory)) {
            try (Stream<Path> left = Files.walk(directory)) {
                List<Path> deepestFirst = left.sorted(Comparator.reverseOrder()).toList();
                for (Path path : deepestFirst) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
