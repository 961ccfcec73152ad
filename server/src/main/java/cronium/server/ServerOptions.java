package cronium.server;

import cronium.server.domain.HostLogin;
import cronium.server.secrets.SecretName;
import cronium.server.store.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code cronium-server}. */
final class ServerOptions {
    private static final int MAX_PORT = 65_535;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = {
                "The data directory; made if it is missing, with mode 0700.",
                "Default: /var/lib/cronium-server for root, else $XDG_DATA_HOME/cronium/server or ~/.local/share/cronium/server."
            })
    private @Nullable Path data;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS:PORT",
            defaultValue = "127.0.0.1:2766",
            description = "Where to answer; port 0 is any that is free. Default: ${DEFAULT-VALUE}.")
    private String listen = "127.0.0.1:2766";

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = {
                "jdbc:postgresql://HOST:PORT/NAME for PostgreSQL 14 or newer.",
                "Default: SQLite in the data directory."
            })
    private @Nullable String database;

    @Option(names = "--database-user", paramLabel = "NAME", description = "The user of the database.")
    private @Nullable String databaseUser;

    @Option(
            names = "--database-password-file",
            paramLabel = "FILE",
            description = "A file with the password of the database and nothing else.")
    private @Nullable Path databasePasswordFile;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "8",
            description = "How many scripts run at once on this machine, 1 to 1000. Default: ${DEFAULT-VALUE}.")
    private int jobs = 8;

    @Option(
            names = "--host-jobs",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many scripts run at once on hosts, 1 to 100000. Default: ${DEFAULT-VALUE}.")
    private int hostJobs = 1000;

    @Option(
            names = "--ssh-config",
            paramLabel = "FILE",
            description = {
                "How hosts are reached, as in ssh_config(5): HostName, User, Port, IdentityFile, CertificateFile,",
                "IdentityAgent, IdentitiesOnly, HostKeyAlias, ProxyJump, Include, Match.",
                "Default: ~/.ssh/config."
            })
    private @Nullable Path sshConfiguration;

    @Option(
            names = "--ssh-key-secret",
            paramLabel = "NAME",
            description = {
                "The secret with the private key to log in on hosts with, where --ssh-config names none for a host.",
                "Default: a key of the server's own in the data directory."
            })
    private @Nullable String sshKeySecret;

    @Option(
            names = "--ssh-passphrase-secret",
            paramLabel = "NAME",
            description = "The secret with the passphrase of keys that need one.")
    private @Nullable String sshPassphraseSecret;

    @Option(
            names = "--runner",
            paramLabel = "FILE",
            description = "The runner to use. Default: the one beside this program.")
    private @Nullable Path runner;

    ServerSettings settings(Places places) throws SetupException, IOException {
        int colon = listen.lastIndexOf(':');
        if (colon <= 0) {
            throw new SetupException("--listen: expected ADDRESS:PORT, found " + listen);
        }
        if (jobs < 1 || jobs > 1000) {
            throw new SetupException("--jobs: expected 1 to 1000, found " + jobs);
        }
        if (hostJobs < 1 || hostJobs > 100_000) {
            throw new SetupException("--host-jobs: expected 1 to 100000, found " + hostJobs);
        }
        Path directory = data != null ? data : places.data();
        return new ServerSettings(
                directory,
                listen.substring(0, colon).replace("[", "").replace("]", ""),
                port(listen.substring(colon + 1)),
                databaseSettings(),
                jobs,
                hostJobs,
                runner != null ? runner.toAbsolutePath() : ownRunner(),
                sshConfiguration != null ? sshConfiguration : places.home().resolve(".ssh/config"),
                new HostLogin(
                        secret("--ssh-key-secret", sshKeySecret),
                        secret("--ssh-passphrase-secret", sshPassphraseSecret)),
                places);
    }

    private static Optional<String> secret(String option, @Nullable String name) throws SetupException {
        Optional<String> given = Optional.ofNullable(name);
        Optional<String> fault = given.flatMap(SecretName::fault);
        if (fault.isPresent()) {
            throw new SetupException(option + ": " + fault.get());
        }
        return given;
    }

    private int port(String text) throws SetupException {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // As what is out of range.
        }
        throw new SetupException("--listen: expected a port from 0 to " + MAX_PORT + ", found " + text);
    }

    private Optional<DatabaseSettings> databaseSettings() throws SetupException, IOException {
        if (database == null) {
            return Optional.empty();
        }
        Optional<String> password = databasePasswordFile == null
                ? Optional.empty()
                : Optional.of(DataDirectory.readPrivate(databasePasswordFile));
        try {
            return Optional.of(new DatabaseSettings(database, Optional.ofNullable(databaseUser), password, 16));
        } catch (IllegalArgumentException e) {
            throw new SetupException("--database: " + e.getMessage());
        }
    }

    private static Path ownRunner() throws SetupException {
        String image = System.getProperty("cronium.image", "");
        if (image.isEmpty()) {
            throw new SetupException("expected to be started by bin/cronium-server, or --runner, found neither");
        }
        return Path.of(image, "bin", "cronium-runner");
    }
}
