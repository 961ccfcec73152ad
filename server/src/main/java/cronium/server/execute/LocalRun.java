package cronium.server.execute;

import cronium.payload.PayloadException;
import cronium.server.domain.Ending;
import cronium.server.domain.Execution;
import cronium.server.domain.Outcome;
import cronium.server.domain.State;
import cronium.server.payloads.PayloadFiles;
import cronium.server.store.Database;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One execution on this machine, from where it is: a runner is started if the execution has no journal yet, its journal is
 * followed, its end is settled, and the journal goes. Each step may be the last one of a server that is killed; whoever comes after it
 * goes on from what the journal says. That an id is delivered twice does no harm: only one runner gets its journal.
 */
final class LocalRun implements Job {
    /** Where inotify is silent, as when a process of an earlier server ends. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    /** Of the runner's own: it, or its payload, was at fault. */
    private static final int RUNNER_FAULT = 125;

    private final Execution execution;
    private final LocalSettings settings;
    private final Database database;
    private final PayloadFiles payloads;
    private final SecretSource secrets;
    private final Changes changes;
    private final JournalWatch watch;
    private final Clock clock;
    private final RunnerJournal journal;
    private final JournalWatch.Bell bell = new JournalWatch.Bell();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private boolean terminated;
    /** Whether a runner may have been started for it before: by an earlier server, or by this one before something failed. */
    private boolean mayBeUnderWay;

    /** @param isTakenUp whether an earlier server claimed it */
    LocalRun(
            Execution execution,
            boolean isTakenUp,
            LocalSettings settings,
            Database database,
            PayloadFiles payloads,
            SecretSource secrets,
            Changes changes,
            JournalWatch watch,
            Clock clock) {
        this.execution = execution;
        this.mayBeUnderWay = isTakenUp;
        this.settings = settings;
        this.database = database;
        this.payloads = payloads;
        this.secrets = secrets;
        this.changes = changes;
        this.watch = watch;
        this.clock = clock;
        this.journal = RunnerJournal.of(settings.state(), execution.id());
        this.cancelled.set(execution.cancelledBy().isPresent());
    }

    @Override
    public void stop() {
        stopped.set(true);
        bell.ring();
    }

    @Override
    public void cancel() {
        if (cancelled.compareAndSet(false, true)) {
            bell.ring();
        }
    }

    @Override
    public Optional<Ending> run() throws IOException, InterruptedException {
        if (mayBeUnderWay) {
            awaitEarlierRunner();
        }
        mayBeUnderWay = true;
        Optional<RunnerProcess> process = Optional.empty();
        if (!journal.exists() && !stopped.get()) {
            if (cancelled.get()) {
                return Optional.of(new Ending(
                        Outcome.CANCELLED, OptionalInt.empty(), "cancelled before it was started", Optional.empty()));
            }
            try {
                process = Optional.of(start());
            } catch (PayloadException | SecretSource.MissingException e) {
                return Optional.of(notStarted(String.valueOf(e.getMessage())));
            }
            process.get().whenEnded(bell::ring);
        }
        if (execution.state() == State.CLAIMED) {
            database.executions().started(execution.id(), settings.node(), clock.instant());
            changes.changed(execution.id());
        }
        Optional<Ending> early = awaitJournal(process);
        return early.isPresent() || stopped.get() ? early : follow();
    }

    /** What has a journal may still be read later, and a runner that was started is about to make one; what has neither was not started. */
    @Override
    public boolean isUnderWay() {
        return journal.exists() || RunnerProcess.isUnderWay(execution.id());
    }

    @Override
    public void settled() throws IOException {
        journal.remove();
    }

    /**
     * A runner that was started and has no journal yet will have one soon. Were another one started, or the execution told to be over, the slower of
     * the two might run the script when the journal of the faster is gone.
     */
    private void awaitEarlierRunner() throws IOException, InterruptedException {
        try (JournalWatch.Watching _ = watch.watch(RunnerJournal.journals(settings.state()), bell)) {
            while (!journal.exists() && !stopped.get() && RunnerProcess.isUnderWay(execution.id())) {
                bell.await(LOOK_AGAIN);
            }
        }
    }

    private RunnerProcess start() throws IOException, PayloadException, SecretSource.MissingException {
        Material material = Material.of(execution, database, payloads, secrets);
        return RunnerProcess.start(
                settings,
                execution.id(),
                material.payload(),
                execution.environment(),
                material.secrets().toArray());
    }

    /** A runner makes its journal before anything else; one that ends without has said why. */
    private Optional<Ending> awaitJournal(Optional<RunnerProcess> process) throws IOException, InterruptedException {
        try (JournalWatch.Watching _ = watch.watch(RunnerJournal.journals(settings.state()), bell)) {
            while (!journal.exists() && !stopped.get()) {
                if (process.isEmpty() || !process.get().isAlive()) {
                    return journal.exists()
                            ? Optional.empty()
                            : Optional.of(notStarted(
                                    process.map(RunnerProcess::complaint).orElse("its journal is gone")));
                }
                bell.await(LOOK_AGAIN);
            }
        }
        return Optional.empty();
    }

    private static Ending notStarted(String why) {
        return new Ending(Outcome.NOT_STARTED, OptionalInt.of(RUNNER_FAULT), "not started: " + why, Optional.empty());
    }

    private Optional<Ending> follow() throws IOException, InterruptedException {
        try (JournalWatch.Watching _ = watch.watch(journal.directory(), bell);
                Follower follower = Follower.open(execution.id(), journal, database.outputs())) {
            while (!stopped.get()) {
                passCancelOn();
                // In this order: when there is a result, or the owner is gone, all output is there.
                boolean isAlive = journal.owner().map(RunnerOwner::isAlive).orElse(false);
                Optional<String> result = journal.result();
                if (follower.advance()) {
                    changes.changed(execution.id());
                } else if (result.isPresent()) {
                    return Optional.of(ResultDocument.ending(result.get(), follower.out(), follower.err()));
                } else if (!isAlive) {
                    return Optional.of(new Ending(
                            Outcome.LOST,
                            OptionalInt.empty(),
                            "lost: the runner is gone and left no result; the script may have done its work",
                            Optional.empty()));
                } else {
                    bell.await(LOOK_AGAIN);
                }
            }
        }
        return Optional.empty();
    }

    private void passCancelOn() throws IOException {
        if (!terminated && cancelled.get()) {
            journal.owner().ifPresent(RunnerOwner::terminate);
            terminated = true;
        }
    }
}
