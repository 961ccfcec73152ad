package cronium.server.store;

import cronium.server.documents.EventDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A database for each test, in a time zone and a locale that show what depends on them. Registered as an extension by a field that
 * is not static, whose class is a parameterized one for each {@link DatabaseKind}; {@code EventsTest} is an example.
 */
public final class TestDatabases implements BeforeEachCallback, AfterEachCallback {
    private final DatabaseKind kind;
    private final TimeZone zone = TimeZone.getDefault();
    private final Locale locale = Locale.getDefault();
    private @Nullable PostgresqlServer server;
    private @Nullable Path directory;
    private @Nullable DatabaseSettings settings;
    private @Nullable Database database;

    public TestDatabases(DatabaseKind kind) {
        this.kind = kind;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        switch (kind) {
            case SQLITE -> {
                directory = Files.createTempDirectory("cronium-sqlite-");
                settings = DatabaseSettings.sqlite(directory.resolve("cronium.db"));
            }
            case POSTGRESQL -> {
                server = context.getRoot()
                        .getStore(Namespace.GLOBAL)
                        .computeIfAbsent(PostgresqlServer.class, key -> new PostgresqlServer(), PostgresqlServer.class);
                settings = server.fresh();
            }
        }
        database = reopened();
    }

    public DatabaseKind kind() {
        return kind;
    }

    /** Opened for the test, and closed after it. */
    public Database database() {
        return present(database);
    }

    public DatabaseSettings settings() {
        return present(settings);
    }

    /** Opens the same database once more; the caller closes it. */
    public Database reopened() {
        return Database.open(settings(), EventDocument::read);
    }

    /** For what no program should do; the caller closes it. */
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        settings().user().ifPresent(user -> properties.setProperty("user", user));
        settings().password().ifPresent(password -> properties.setProperty("password", password));
        if (kind == DatabaseKind.SQLITE) {
            properties.setProperty("foreign_keys", "true");
            properties.setProperty("busy_timeout", "10000");
        }
        return DriverManager.getConnection(settings().jdbcUrl(), properties);
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        if (database != null) {
            database.close();
        }
        if (server != null && settings != null) {
            server.drop(settings);
        }
        if (directory != null) {
            try (Stream<Path> left = Files.walk(directory)) {
                List<Path> deepestFirst = left.sorted(Comparator.reverseOrder()).toList();
                for (Path path : deepestFirst) {
                    Files.delete(path);
                }
            }
        }
        TimeZone.setDefault(zone);
        Locale.setDefault(locale);
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("register the extension by a field that is not static");
        }
        return value;
    }
}
