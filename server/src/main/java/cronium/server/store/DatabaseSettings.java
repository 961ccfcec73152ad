package cronium.server.store;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which database, and how to get in.
 *
 * @param jdbcUrl begins with {@code jdbc:sqlite:} or {@code jdbc:postgresql:}
 * @param connections that are open at most, 2 to 1,000, since a migration needs two; SQLite has one more, for writing
 */
public record DatabaseSettings(String jdbcUrl, Optional<String> user, Optional<String> password, int connections) {
    static final String SQLITE = "jdbc:sqlite:";
    static final String POSTGRESQL = "jdbc:postgresql:";
    private static final int MIN_CONNECTIONS = 2;
    private static final int MAX_CONNECTIONS = 1_000;
    private static final int SQLITE_READERS = 4;

    /** @throws IllegalArgumentException for another kind of database, or too many connections */
    public DatabaseSettings {
        if (!jdbcUrl.startsWith(SQLITE) && !jdbcUrl.startsWith(POSTGRESQL)) {
            throw new IllegalArgumentException("expected an address that begins with " + SQLITE + " or " + POSTGRESQL
                    + ", found " + withoutQuery(jdbcUrl));
        }
        if (connections < MIN_CONNECTIONS || connections > MAX_CONNECTIONS) {
            throw new IllegalArgumentException(
                    "expected " + MIN_CONNECTIONS + " to " + MAX_CONNECTIONS + " connections, found " + connections);
        }
    }

    /** The file is made if it is not there; its directory has to be. */
    public static DatabaseSettings sqlite(Path file) {
        return new DatabaseSettings(SQLITE + file.toAbsolutePath(), Optional.empty(), Optional.empty(), SQLITE_READERS);
    }

    boolean isSqlite() {
        return jdbcUrl.startsWith(SQLITE);
    }

    /** Without what stands after a question mark, where a password may be, and without the password. */
    @Override
    public String toString() {
        return withoutQuery(jdbcUrl);
    }

    private static String withoutQuery(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }
}
