package cronium.server.remote;

import cronium.dispatch.connection.ConnectionLostException;
import cronium.dispatch.connection.RefusedException;
import cronium.dispatch.connection.RunnerConnection;
import cronium.dispatch.hosts.HostPool;
import cronium.dispatch.install.InstallFailure;
import cronium.dispatch.install.InstalledRunner;
import cronium.dispatch.ssh.HostSpec;
import cronium.dispatch.ssh.SshFailure;
import cronium.protocol.ExecutionState;
import cronium.protocol.ExecutionStatus;
import cronium.server.domain.Deployment;
import cronium.server.domain.Execution;
import cronium.server.domain.Target;
import cronium.server.execute.Changes;
import cronium.server.execute.Job;
import cronium.server.execute.SecretSource;
import cronium.server.execute.Site;
import cronium.server.payloads.PayloadFiles;
import cronium.server.store.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All hosts, over SSH. Thread-safe. */
public final class RemoteSite implements Site {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteSite.class);

    private final String node;
    private final HostDirectory directory;
    private final HostPool pool;
    private final Database database;
    private final PayloadFiles payloads;
    private final SecretSource secrets;
    private final Changes changes;
    private final Standing standing;
    private final Clock clock;
    private final Visits visits;

    /**
     * With a pool that it closes.
     *
     * @param node who claims: this node of the control plane, the same after a restart
     */
    public RemoteSite(
            String node,
            HostDirectory directory,
            HostPool pool,
            Database database,
            PayloadFiles payloads,
            SecretSource secrets,
            Changes changes,
            Standing standing,
            Clock clock) {
        this.node = node;
        this.directory = directory;
        this.pool = pool;
        this.database = database;
        this.payloads = payloads;
        this.secrets = secrets;
        this.changes = changes;
        this.standing = standing;
        this.clock = clock;
        this.visits = Visits.start(node, database, this::visit, clock);
    }

    @Override
    public String name() {
        return "hosts";
    }

    @Override
    public Optional<Execution> claim(Instant now) {
        return database.executions().claimNextRemote(node, now);
    }

    @Override
    public Optional<Instant> nextDue(Instant after) {
        return database.executions().nextDueRemote(after);
    }

    @Override
    public boolean has(Execution execution) {
        return !execution.host().isLocal();
    }

    @Override
    public Job job(Execution execution, boolean isTakenUp) {
        return new RemoteRun(execution, isTakenUp, node, this, database, payloads, secrets, changes, standing, clock);
    }

    /** How a host is reached now. */
    HostSpec spec(Target host) throws HostDirectory.UnknownHostException {
        return directory.spec(host);
    }

    /** The connection to a host, made if there is none, to run something there. */
    RunnerConnection connect(Target host, HostSpec spec)
            throws SshFailure, InstallFailure, ConnectionLostException, InterruptedException {
        visits.begin(host);
        try {
            return pool.connect(spec, (connection, runner) -> arrived(host, connection, runner));
        } catch (SshFailure e) {
            refused(host, e, node);
            throw e;
        }
    }

    /** Writes down that a host showed another key, if that is why. */
    void refused(Target host, SshFailure failure, String actor) {
        if (failure.kind().isOtherKey()) {
            database.hosts().keyRefused(host, String.valueOf(failure.getMessage()), actor, clock.instant());
        }
    }

    void accepted(Target host, String actor) {
        database.hosts().keyAccepted(host, actor, clock.instant());
    }

    void trusts(Target host, String actor) {
        database.hosts().trustInstalled(host, actor, clock.instant());
    }

    /** Writes down what was found, and has what is over and settled removed there. */
    void arrived(Target host, RunnerConnection connection, InstalledRunner runner) {
        found(host, connection, runner);
        Thread.ofVirtual().name("settled-" + host).start(() -> removeSettled(host, connection));
    }

    private void found(Target host, RunnerConnection connection, InstalledRunner runner) {
        Instant now = clock.instant();
        String platform = connection.hello().platform().replace('-', '/');
        if (database.hosts().seen(host, platform, now)) {
            runner.sha256().ifPresent(sha256 -> database.runners().deployed(new Deployment(host, sha256, now)));
        }
    }

    /** What was settled while there was no connection, or by a server that was killed before it said so. */
    private void removeSettled(Target host, RunnerConnection connection) {
        try {
            acknowledgeSettled(connection);
        } catch (ConnectionLostException | RefusedException | RuntimeException e) {
            LOG.info("{}: what is over is removed another time: {}", host, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has what is over and settled removed on a host that nothing runs on; of one that was removed here, nobody knows any more where it is. */
    private void visit(Target host)
            throws HostDirectory.UnknownHostException, SshFailure, InstallFailure, ConnectionLostException,
                    RefusedException, InterruptedException {
        if (database.hosts().find(host).isPresent()) {
            acknowledgeSettled(pool.connect(directory.spec(host), (made, runner) -> found(host, made, runner)));
        }
    }

    private void acknowledgeSettled(RunnerConnection connection)
            throws ConnectionLostException, RefusedException, InterruptedException {
        for (ExecutionStatus each : connection.list()) {
            boolean isOver = each.state() == ExecutionState.ENDED || each.state() == ExecutionState.LOST;
            if (isOver
                    && database.executions()
                            .find(each.execution())
                            .flatMap(Execution::ending)
                            .isPresent()) {
                connection.acknowledge(each.execution());
            }
        }
    }

    /** Has what is over removed on its host, now if there is a connection, else with the next one. */
    void acknowledge(Execution execution, HostSpec spec) {
        try {
            Optional<RunnerConnection> connection = pool.connected(spec);
            if (connection.isPresent()) {
                connection.get().acknowledge(execution.id());
            }
        } catch (ConnectionLostException | RefusedException e) {
            LOG.info(
                    "{} on {}: it is removed there another time: {}", execution.id(), execution.host(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void sweep(Predicate<String> isRunning) {
        // Each host's is removed when there is a connection to it.
    }

    @Override
    public void close() {
        visits.close();
        pool.close();
    }
}
