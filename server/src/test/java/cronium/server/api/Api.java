package cronium.server.api;

import cronium.dispatch.ssh.KeySecrets;
import cronium.payload.signing.SigningKey;
import cronium.server.documents.EventDocument;
import cronium.server.domain.EventVersion;
import cronium.server.domain.HostLogin;
import cronium.server.domain.InvalidException;
import cronium.server.domain.Scope;
import cronium.server.domain.Target;
import cronium.server.domain.Token;
import cronium.server.domain.TokenName;
import cronium.server.domain.Trigger;
import cronium.server.events.EventSaving;
import cronium.server.execute.Changes;
import cronium.server.execute.Ids;
import cronium.server.execute.Starting;
import cronium.server.payloads.PayloadFiles;
import cronium.server.remote.RemoteHosts;
import cronium.server.remote.SshSettings;
import cronium.server.rollouts.Bell;
import cronium.server.rollouts.RolloutStarting;
import cronium.server.runners.RunnerFiles;
import cronium.server.secrets.SecretException;
import cronium.server.secrets.SecretVault;
import cronium.server.store.CancelAnswer;
import cronium.server.store.Database;
import cronium.server.store.DatabaseSettings;
import cronium.server.store.OnceKey;
import cronium.server.store.QueuedOnce;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The API as a process would have it, on a free port, with a real database and real payloads; only that nothing takes executions
 * from the queue, so that tests decide what becomes of them.
 */
final class Api implements AutoCloseable {
    final Database database;
    final PayloadFiles payloads;
    final RunnerFiles runnerFiles;
    final RemoteHosts hosts;
    final Changes changes = new Changes();
    final ServerMetrics metrics;
    final Bell bell = new Bell();
    final ApiServer server;
    final Path directory;
    final Client client;
    private final Map<Scope, String> tokens = new EnumMap<>(Scope.class);

    Api(Path directory) throws IOException, SecretException {
        this(directory, DatabaseSettings.sqlite(directory.resolve("database.sqlite")));
    }

    Api(Path directory, DatabaseSettings settings) throws IOException, SecretException {
        this.directory = directory;
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        database = Database.open(settings, EventDocument::read);
        payloads = PayloadFiles.open(directory.resolve("payloads"), SigningKey.generate());
        runnerFiles = RunnerFiles.open(directory.resolve("runner-files"));
        metrics = new ServerMetrics(() -> database.executions().queued(1_000));
        for (Scope scope : Scope.values()) {
            TokenSecret secret = TokenSecret.random(random);
            Token token = new Token(
                    new TokenName(scope.text()),
                    scope,
                    secret.hash(),
                    clock.instant(),
                    Optional.empty(),
                    Optional.empty());
            database.tokens().create(token, "test");
            tokens.put(scope, secret.reveal());
        }
        Ids ids = new Ids(clock, random);
        // Wherever a host is said to be: nothing leaves this machine.
        Files.writeString(directory.resolve("ssh-config"), "Host *\n  HostName 127.0.0.1\n  Port 1\n");
        hosts = RemoteHosts.open(
                "node",
                new SshSettings(
                        directory.resolve("ssh-config"),
                        directory.resolve("known_hosts"),
                        List.of(),
                        directory.resolve("id_ed25519"),
                        HostLogin.USUAL,
                        "root",
                        directory,
                        Map.of()),
                "test",
                "no key",
                database,
                payloads,
                runnerFiles,
                _ -> new byte[0],
                KeySecrets.NONE,
                changes,
                clock);
        server = new ApiServer(
                "127.0.0.1",
                0,
                new ApiParts(
                        database,
                        new EventSaving(database, payloads, ids::next, clock),
                        new Queueing(database, new Starting(database, _ -> {}, ids, clock)),
                        new RolloutStarting(database, ids::next, bell, clock),
                        hosts,
                        changes,
                        payloads,
                        runnerFiles,
                        SecretVault.open(directory.resolve("secrets.key"), Optional.empty(), database.secrets(), clock),
                        metrics,
                        directory,
                        clock,
                        random));
        client = new Client(server.start(), token(Scope.ADMIN));
    }

    String token(Scope scope) {
        return Objects.requireNonNull(tokens.get(scope));
    }

    /** Queues executions, and lets them lie. */
    private record Queueing(Database database, Starting starting) implements Runs {
        @Override
        public QueuedOnce start(
                EventVersion version,
                Target target,
                Map<String, String> environment,
                Trigger trigger,
                String actor,
                Optional<OnceKey> key)
                throws InvalidException {
            return starting.start(version, target, environment, trigger, actor, key);
        }

        @Override
        public CancelAnswer cancel(String id, String actor) {
            return database.executions().requestCancel(id, actor, Instant.now());
        }
    }

    @Override
    public void close() {
        server.close();
        hosts.site().close();
        metrics.close();
        database.close();
    }
}
