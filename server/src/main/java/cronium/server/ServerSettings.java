package cronium.server;

import cronium.server.store.DatabaseSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a server is to be.
 *
 * @param port 0 for any that is free
 * @param database empty for SQLite in the data directory
 * @param client where it is written how {@code cronium} finds this server
 */
record ServerSettings(
        Path data, String address, int port, Optional<DatabaseSettings> database, int jobs, Path runner, Path client) {}
