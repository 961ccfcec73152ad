package cronium.server.remote;

import cronium.dispatch.connection.Backoff;
import cronium.dispatch.connection.ConnectionLostException;
import cronium.dispatch.connection.ExecutionObserver;
import cronium.dispatch.connection.PayloadSource;
import cronium.dispatch.connection.RefusedException;
import cronium.dispatch.connection.RemoteEnding;
import cronium.dispatch.connection.RemoteExecution;
import cronium.dispatch.connection.RunnerConnection;
import cronium.dispatch.connection.Submission;
import cronium.dispatch.connection.SubmissionSource;
import cronium.dispatch.install.InstallFailure;
import cronium.dispatch.ssh.HostSpec;
import cronium.dispatch.ssh.SshFailure;
import cronium.payload.PayloadException;
import cronium.protocol.Bytes;
import cronium.protocol.ProofFile;
import cronium.protocol.RunnerMessage;
import cronium.protocol.Sha256;
import cronium.server.domain.Ending;
import cronium.server.domain.Execution;
import cronium.server.domain.Outcome;
import cronium.server.domain.State;
import cronium.server.execute.Changes;
import cronium.server.execute.Job;
import cronium.server.execute.Material;
import cronium.server.execute.ResultDocument;
import cronium.server.execute.SecretSource;
import cronium.server.payloads.PayloadFiles;
import cronium.server.store.Database;
import cronium.server.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * One execution on a host, from where it is: submitted if the host has not claimed it, followed, and its end told. Each step may be the last
 * of a server that is killed; whoever comes after it asks the host. That an id is submitted twice does no harm: the host claims it once.
 */
final class RemoteRun implements Job {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30), 5);
    /** Of the runner's own: it, or its payload, was at fault. */
    private static final int RUNNER_FAULT = 125;

    private final Execution execution;
    private final String node;
    private final RemoteSite site;
    private final Database database;
    private final PayloadFiles payloads;
    private final SecretSource secrets;
    private final Changes changes;
    private final Standing standing;
    private final Clock clock;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile Optional<RemoteExecution> current = Optional.empty();
    private volatile RemoteExecution.Stage stage;
    /** How the host was reached last. */
    private volatile Optional<HostSpec> spec = Optional.empty();
    /** Whether the database has it that the host claimed it. */
    private volatile boolean isRecorded;

    RemoteRun(
            Execution execution,
            boolean isTakenUp,
            String node,
            RemoteSite site,
            Database database,
            PayloadFiles payloads,
            SecretSource secrets,
            Changes changes,
            Standing standing,
            Clock clock) {
        this.execution = execution;
        this.node = node;
        this.site = site;
        this.database = database;
        this.payloads = payloads;
        this.secrets = secrets;
        this.changes = changes;
        this.standing = standing;
        this.clock = clock;
        this.isRecorded = execution.state() == State.RUNNING;
        this.stage = isRecorded
                ? RemoteExecution.Stage.CLAIMED
                : isTakenUp ? RemoteExecution.Stage.MAY_BE_SUBMITTED : RemoteExecution.Stage.NEW;
        this.cancelled.set(execution.cancelledBy().isPresent());
    }

    @Override
    public Optional<Ending> run() throws IOException, InterruptedException {
        try {
            return follow();
        } catch (SshFailure | InstallFailure | RefusedException | SubmissionSource.ImpossibleException e) {
            // Only of what was never submitted.
            return Optional.of(notStarted(e));
        } catch (IllegalStateException e) {
            // The database's, while output came: what was stored is gone on from.
            if (e.getCause() instanceof StoreException failure) {
                throw failure;
            }
            throw e;
        } finally {
            current.ifPresent(remote -> stage = remote.stage());
            current = Optional.empty();
            standing.known(execution.id());
        }
    }

    private Optional<Ending> follow()
            throws IOException, InterruptedException, SshFailure, InstallFailure, RefusedException,
                    SubmissionSource.ImpossibleException {
        RemoteOutput output = isUnderWay()
                ? RemoteOutput.open(execution.id(), database.outputs())
                : RemoteOutput.none(execution.id(), database.outputs());
        RemoteExecution remote = new RemoteExecution(
                this::connect,
                execution.id(),
                this::submission,
                stage,
                output.end(),
                new Observer(output),
                BACKOFF,
                RandomGenerator.getDefault());
        current = Optional.of(remote);
        if (cancelled.get()) {
            remote.cancel();
        }
        if (stopped.get()) {
            remote.letGo();
        }
        return ending(remote.run(), remote.stage(), output);
    }

    private RunnerConnection connect()
            throws SshFailure, InstallFailure, ConnectionLostException, InterruptedException {
        try {
            HostSpec now = site.spec(execution.host());
            spec = Optional.of(now);
            return site.connect(execution.host(), now);
        } catch (HostDirectory.UnknownHostException e) {
            // A host that is removed while something runs there is a host that is away.
            throw new ConnectionLostException(String.valueOf(e.getMessage()), e);
        }
    }

    private Optional<Ending> ending(RemoteEnding ending, RemoteExecution.Stage reached, RemoteOutput output) {
        return switch (ending) {
            case RemoteEnding.Ended(Bytes result) ->
                Optional.of(ResultDocument.ending(
                        new String(result.array(), StandardCharsets.UTF_8), output.out(), output.err()));
            case RemoteEnding.Lost() ->
                Optional.of(lost("the runner on " + execution.host()
                        + " is gone and left no result; the script may have done its work"));
            case RemoteEnding.Acknowledged() ->
                Optional.of(lost(execution.host() + " says that somebody took its result before"));
            case RemoteEnding.Unclaimed() ->
                Optional.of(
                        reached == RemoteExecution.Stage.CLAIMED
                                ? lost(execution.host() + " knows nothing of it any more")
                                : new Ending(
                                        Outcome.CANCELLED,
                                        OptionalInt.empty(),
                                        "cancelled before it was started",
                                        Optional.empty()));
            case RemoteEnding.Unknown(long _, String _) -> Optional.empty();
        };
    }

    private static Ending lost(String why) {
        return new Ending(Outcome.LOST, OptionalInt.empty(), "lost: " + why, Optional.empty());
    }

    private static Ending notStarted(Exception why) {
        return new Ending(
                Outcome.NOT_STARTED,
                OptionalInt.of(RUNNER_FAULT),
                "not started: " + why.getMessage(),
                Optional.empty());
    }

    private Submission submission() throws IOException, SubmissionSource.ImpossibleException {
        try {
            Material material = Material.of(execution, database, payloads, secrets);
            List<String> options = new ArrayList<>();
            execution.environment().forEach((name, value) -> {
                options.add("--env");
                options.add(name + "=" + value);
            });
            Path signature = PayloadFiles.signatureOf(material.payload());
            return new Submission(
                    execution.id(),
                    new PayloadSource(material.payload(), new Sha256(execution.payloadSha256()), material.size()),
                    List.of(new ProofFile(".sig", Bytes.of(Files.readAllBytes(signature)))),
                    options,
                    Bytes.of(material.secrets().toArray()));
        } catch (PayloadException | SecretSource.MissingException e) {
            throw new SubmissionSource.ImpossibleException(e);
        }
    }

    @Override
    public void stop() {
        stopped.set(true);
        current.ifPresent(RemoteExecution::letGo);
    }

    @Override
    public void cancel() {
        if (cancelled.compareAndSet(false, true)) {
            current.ifPresent(RemoteExecution::cancel);
        }
    }

    @Override
    public boolean isUnderWay() {
        return stage != RemoteExecution.Stage.NEW;
    }

    @Override
    public void settled() {
        spec.ifPresent(last -> site.acknowledge(execution, last));
    }

    private final class Observer implements ExecutionObserver {
        private final RemoteOutput output;

        Observer(RemoteOutput output) {
            this.output = output;
        }

        @Override
        public void claimed() {
            if (!isRecorded) {
                database.executions().started(execution.id(), node, clock.instant());
                isRecorded = true;
                changes.changed(execution.id());
            }
            if (standing.known(execution.id())) {
                changes.changed(execution.id());
            }
        }

        @Override
        public void unknown(String reason) {
            if (standing.unknown(execution.id(), reason, clock.instant())) {
                changes.changed(execution.id());
            }
        }

        @Override
        public void output(List<RunnerMessage.Output> pieces) {
            output.add(pieces);
            changes.changed(execution.id());
        }
    }
}
