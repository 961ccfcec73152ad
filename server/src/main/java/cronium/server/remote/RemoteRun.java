package cronium.server.remote;

import cronium.dispatch.connection.Backoff;
import cronium.dispatch.connection.Connector;
import cronium.dispatch.connection.ExecutionObserver;
import cronium.dispatch.connection.PayloadSource;
import cronium.dispatch.connection.RefusedException;
import cronium.dispatch.connection.RemoteExecution;
import cronium.dispatch.connection.Submission;
import cronium.dispatch.install.InstallFailure;
import cronium.dispatch.ssh.SshFailure;
import cronium.payload.PayloadException;
import cronium.protocol.Bytes;
import cronium.protocol.ProofFile;
import cronium.protocol.RunnerMessage;
import cronium.protocol.Sha256;
import cronium.server.domain.Ending;
import cronium.server.domain.EventVersion;
import cronium.server.domain.Execution;
import cronium.server.domain.Outcome;
import cronium.server.domain.State;
import cronium.server.domain.StoredPayload;
import cronium.server.execute.Changes;
import cronium.server.execute.Job;
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
    private final boolean isTakenUp;
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
    private volatile boolean claimed;

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
        this.isTakenUp = isTakenUp;
        this.node = node;
        this.site = site;
        this.database = database;
        this.payloads = payloads;
        this.secrets = secrets;
        this.changes = changes;
        this.standing = standing;
        this.clock = clock;
        this.claimed = execution.state() == State.RUNNING;
        this.cancelled.set(execution.cancelledBy().isPresent());
    }

    @Override
    public Optional<Ending> run() throws IOException, InterruptedException {
        try {
            return follow();
        } catch (PayloadException | SecretSource.MissingException | HostDirectory.UnknownHostException e) {
            return Optional.of(notStarted(e));
        } catch (SshFailure | InstallFailure | RefusedException e) {
            // Only of what was never submitted.
            return Optional.of(notStarted(e));
        } catch (IllegalStateException e) {
            // The database's, while output came: what was stored is gone on from.
            if (e.getCause() instanceof StoreException failure) {
                throw failure;
            }
            throw e;
        } finally {
            current = Optional.empty();
            standing.known(execution.id());
        }
    }

    private Optional<Ending> follow()
            throws IOException, InterruptedException, PayloadException, SecretSource.MissingException,
                    HostDirectory.UnknownHostException, SshFailure, InstallFailure, RefusedException {
        RemoteOutput output = RemoteOutput.open(execution.id(), database.outputs());
        RemoteExecution remote = new RemoteExecution(
                connector(),
                claimed ? followed() : submission(),
                new RemoteExecution.Progress(claimed, claimed ? output.end() : 0),
                isTakenUp,
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
        return ending(remote.run(), output);
    }

    private Connector connector() throws HostDirectory.UnknownHostException {
        // A host that is removed while something runs there is a host that is away.
        return () -> {
            try {
                return site.connect(execution.host());
            } catch (HostDirectory.UnknownHostException e) {
                throw new cronium.dispatch.connection.ConnectionLostException(String.valueOf(e.getMessage()), e);
            }
        };
    }

    private Optional<Ending> ending(cronium.dispatch.connection.Ending ending, RemoteOutput output) {
        return switch (ending) {
            case cronium.dispatch.connection.Ending.Ended(Bytes result) ->
                Optional.of(ResultDocument.ending(
                        new String(result.array(), StandardCharsets.UTF_8), output.out(), output.err()));
            case cronium.dispatch.connection.Ending.Lost() ->
                Optional.of(lost("the runner on " + execution.host()
                        + " is gone and left no result; the script may have done its work"));
            case cronium.dispatch.connection.Ending.Acknowledged() ->
                Optional.of(lost(execution.host() + " says that somebody took its result before"));
            case cronium.dispatch.connection.Ending.Unclaimed() ->
                Optional.of(
                        claimed
                                ? lost(execution.host() + " knows nothing of it any more")
                                : new Ending(
                                        Outcome.CANCELLED,
                                        OptionalInt.empty(),
                                        "cancelled before it was started",
                                        Optional.empty()));
            case cronium.dispatch.connection.Ending.Unknown(long _, String _) -> Optional.empty();
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

    /** What is only followed needs no payload and no secrets. */
    private Submission followed() {
        return new Submission(
                execution.id(),
                new PayloadSource(Path.of("/dev/null"), new Sha256(execution.payloadSha256()), 1),
                List.of(),
                List.of(),
                Bytes.NONE);
    }

    private Submission submission() throws IOException, PayloadException, SecretSource.MissingException {
        EventVersion version = database.events()
                .version(execution.eventId(), execution.eventVersion())
                .orElseThrow(() -> new IOException("expected version " + execution.eventVersion() + " of "
                        + execution.eventName() + ", found none"));
        StoredPayload stored = database.payloads()
                .find(execution.eventId(), execution.eventVersion())
                .orElseThrow(() -> new IOException("expected a payload of " + execution.eventName() + ", found none"));
        Path payload = payloads.require(version, stored);
        List<String> options = new ArrayList<>();
        execution.environment().forEach((name, value) -> {
            options.add("--env");
            options.add(name + "=" + value);
        });
        return new Submission(
                execution.id(),
                new PayloadSource(payload, new Sha256(stored.sha256()), stored.size()),
                List.of(new ProofFile(".sig", Bytes.of(Files.readAllBytes(PayloadFiles.signatureOf(payload))))),
                options,
                Bytes.of(secrets.read(version.spec().secrets())));
    }

    @Override
    public void stop() {
        stopped.set(true);
        current.ifPresent(RemoteExecution::letGo);
    }

    @Override
    public void cancel() {
        cancelled.set(true);
        current.ifPresent(RemoteExecution::cancel);
    }

    @Override
    public boolean isUnderWay() {
        return claimed || isTakenUp;
    }

    @Override
    public void settled() {
        site.acknowledge(execution);
    }

    private final class Observer implements ExecutionObserver {
        private final RemoteOutput output;

        Observer(RemoteOutput output) {
            this.output = output;
        }

        @Override
        public void claimed() {
            if (!claimed) {
                database.executions().started(execution.id(), node, clock.instant());
                claimed = true;
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
