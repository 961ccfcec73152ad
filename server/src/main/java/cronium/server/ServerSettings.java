package cronium.server;

import cronium.server.domain.HostLogin;
import cronium.server.store.DatabaseSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a server is to be.
 *
 * @param port 0 for any that is free
 * @param database empty for SQLite in the data directory
 * @param jobs how many scripts run at once on this machine
 * @param hostJobs how many run at once on hosts
 * @param sshConfiguration a file like {@code ~/.ssh/config}; it need not be there
 * @param hostLogin secrets to log in on all hosts with
 * @param places where the user's things are
 */
record ServerSettings(
        Path data,
        String address,
        int port,
        Optional<DatabaseSettings> database,
        int jobs,
        int hostJobs,
        Path runner,
        Path sshConfiguration,
        HostLogin hostLogin,
        Places places) {
    Path client() {
        return places.client();
    }
}
