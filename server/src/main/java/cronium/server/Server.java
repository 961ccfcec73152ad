package cronium.server;

import cronium.payload.PayloadException;
import cronium.payload.signing.SigningKey;
import cronium.server.api.ApiParts;
import cronium.server.api.ApiServer;
import cronium.server.api.Runs;
import cronium.server.api.ServerMetrics;
import cronium.server.documents.EventDocument;
import cronium.server.domain.EventVersion;
import cronium.server.domain.InvalidException;
import cronium.server.domain.Outcome;
import cronium.server.domain.Target;
import cronium.server.domain.Trigger;
import cronium.server.events.EventSaving;
import cronium.server.execute.Cancelling;
import cronium.server.execute.Changes;
import cronium.server.execute.Executor;
import cronium.server.execute.Ids;
import cronium.server.execute.LocalSettings;
import cronium.server.execute.LocalSite;
import cronium.server.execute.Starting;
import cronium.server.payloads.PayloadFiles;
import cronium.server.remote.RemoteHosts;
import cronium.server.remote.SshSettings;
import cronium.server.rollouts.Bell;
import cronium.server.rollouts.Coordinator;
import cronium.server.rollouts.RolloutStarting;
import cronium.server.runners.RunnerFiles;
import cronium.server.secrets.SecretException;
import cronium.server.secrets.SecretVault;
import cronium.server.secrets.VaultKey;
import cronium.server.store.CancelAnswer;
import cronium.server.store.Database;
import cronium.server.store.DatabaseSettings;
import cronium.server.store.OnceKey;
import cronium.server.store.QueuedOnce;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A control plane that runs: what it is made of, made in order and closed in reverse. */
final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    /** Beyond it nobody needs to know. */
    private static final int QUEUE_COUNTED = 10_000;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private Server() {}

    static Server start(ServerSettings settings, Map<String, String> environment, Clock clock, PrintStream out)
            throws IOException, PayloadException, SecretException, SetupException {
        Server server = new Server();
        boolean complete = false;
        try {
            server.assemble(settings, environment, clock, out);
            complete = true;
            return server;
        } finally {
            if (!complete) {
                server.close();
            }
        }
    }

    private void assemble(ServerSettings settings, Map<String, String> environment, Clock clock, PrintStream out)
            throws IOException, PayloadException, SecretException, SetupException {
        requireVisibleProcesses();
        DataDirectory data = opened(DataDirectory.open(settings.data()));
        SigningKey key = data.signingKey();
        Database database = opened(Database.open(
                settings.database().orElseGet(() -> DatabaseSettings.sqlite(data.database())), EventDocument::read));
        PayloadFiles payloads = PayloadFiles.open(data.payloads(), key);
        int swept = payloads.sweep(database.payloads()::isReferenced);
        if (swept > 0) {
            LOG.info("swept {} files that a killed server left", swept);
        }
        SecureRandom random = new SecureRandom();
        SecretVault vault = SecretVault.open(
                data.secretsKey(), Optional.ofNullable(environment.get(VaultKey.VARIABLE)), database.secrets(), clock);
        FirstToken token = FirstToken.of(data, database, random, clock);
        Changes changes = new Changes();
        Ids ids = new Ids(clock, random);
        Bell bell = new Bell();
        ServerMetrics metrics =
                opened(new ServerMetrics(() -> database.executions().queued(QUEUE_COUNTED)));
        RunnerFiles runnerFiles = RunnerFiles.open(data.runnerFiles());
        VaultSecrets secrets = new VaultSecrets(vault, settings.hostLogin(), database.hosts()::logInWith);
        Consumer<Outcome> ended = outcome -> {
            metrics.executionEnded(outcome);
            bell.ring();
        };
        RemoteHosts hosts = RemoteHosts.open(
                data.node(),
                ssh(settings, data, environment),
                "cronium-server-" + data.node(),
                key.publicKeyPem(),
                database,
                payloads,
                runnerFiles,
                secrets,
                secrets,
                changes,
                clock);
        Executor here = opened(Executor.start(
                LocalSite.open(local(settings, data, environment), database, payloads, secrets, changes, clock),
                data.node(),
                settings.jobs(),
                database,
                changes,
                ended,
                ids,
                clock));
        Executor onHosts = opened(
                Executor.start(hosts.site(), data.node(), settings.hostJobs(), database, changes, ended, ids, clock));
        Consumer<Target> queued = target -> (target.isLocal() ? here : onHosts).wake();
        Cancelling cancelling = new Cancelling(database, List.of(here, onHosts), changes, ended, clock);
        opened(Coordinator.start(database, cancelling::cancel, queued, ids::next, bell, clock));
        ApiServer api = opened(new ApiServer(
                settings.address(),
                settings.port(),
                new ApiParts(
                        database,
                        new EventSaving(database, payloads, ids::next, clock),
                        runs(new Starting(database, queued, ids, clock), cancelling),
                        new RolloutStarting(database, ids::next, bell, clock),
                        hosts,
                        changes,
                        payloads,
                        runnerFiles,
                        vault,
                        metrics,
                        data.path(),
                        clock,
                        random)));
        String address =
                "http://" + (settings.address().contains(":") ? "[" + settings.address() + "]" : settings.address())
                        + ":" + listening(api, settings);
        out.println("data in " + data.path());
        out.println(
                token.isGood()
                        ? "admin's token in " + token.file()
                                + (isTold(settings, address, token, data)
                                        ? ", which cronium finds by " + settings.client()
                                        : "")
                        : "admin's token in " + token.file()
                                + " was revoked; without that file the next start makes another");
        out.println("ready at " + address);
        out.flush();
    }

    private static int listening(ApiServer api, ServerSettings settings) throws SetupException {
        try {
            return api.start();
        } catch (JavalinBindException e) {
            throw new SetupException("expected to listen at " + settings.address() + ", port " + settings.port()
                    + ", found " + Optional.ofNullable(e.getCause()).orElse(e).getMessage());
        }
    }

    /** Whoever runs the server may have no home; others find it by its address. */
    private static boolean isTold(ServerSettings settings, String address, FirstToken token, DataDirectory data) {
        try {
            return ClientFile.write(settings.client(), address, token.file(), data.path());
        } catch (IOException e) {
            LOG.warn("cronium of this user is not told where the server is: {}", e.toString());
            return false;
        }
    }

    /** By {@code /proc} a runner that lives is told from one that is gone. */
    private static void requireVisibleProcesses() throws SetupException {
        if (!Files.isReadable(Path.of("/proc/1/stat"))) {
            throw new SetupException(
                    "/proc: expected to show all processes, found them hidden (hidepid, proc(5)); mount it with gid= of a"
                            + " group that this server's user is in, or let root run the server");
        }
    }

    private static LocalSettings local(ServerSettings settings, DataDirectory data, Map<String, String> environment)
            throws IOException {
        Map<String, String> passedOn = new HashMap<>();
        for (String name : List.of("PATH", "HOME", "LANG", "TZ", "USER", "XDG_RUNTIME_DIR")) {
            Optional.ofNullable(environment.get(name)).ifPresent(value -> passedOn.put(name, value));
        }
        return new LocalSettings(
                data.node(), settings.runner(), data.runners(), data.trust(), passedOn, settings.jobs());
    }

    private static SshSettings ssh(ServerSettings settings, DataDirectory data, Map<String, String> environment)
            throws IOException {
        return new SshSettings(
                settings.sshConfiguration(),
                data.ssh().resolve("known_hosts"),
                List.of(settings.places().home().resolve(".ssh/known_hosts")),
                data.ssh().resolve("id_ed25519"),
                settings.hostLogin(),
                settings.places().user(),
                settings.places().home(),
                environment);
    }

    private static Runs runs(Starting starting, Cancelling cancelling) {
        return new Runs() {
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
                return cancelling.cancel(id, actor);
            }
        };
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    /** Answers what is being answered, begins no more, lets go of what runs. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.warn("while ending: {}", e.toString());
            }
        }
    }
}
