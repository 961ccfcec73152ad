package cronium.dispatch.connection;

import cronium.dispatch.install.InstallFailure;
import cronium.dispatch.ssh.SshFailure;
import cronium.protocol.ExecutionState;
import cronium.protocol.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * One execution from its submission to its end, over as many connections as it takes. It runs at most once: until the host has said that
 * the id is claimed it is submitted again, after that only followed. {@link #run} is one thread's, the rest anybody's.
 */
public final class RemoteExecution {
    private static final Duration LOOK = Duration.ofDays(1);

    private final Connector connector;
    private final String execution;
    private final SubmissionSource source;
    private final ExecutionObserver observer;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final CountDownLatch letGo = new CountDownLatch(1);
    private volatile boolean cancelled;
    private volatile Optional<RunnerConnection> current = Optional.empty();
    private volatile Optional<Thread> connecting = Optional.empty();
    private volatile Stage stage;
    private long offset;
    private int failed;

    /** How far an execution is, as far as is known here. */
    public enum Stage {
        /** Nobody submitted it: it does not run. */
        NEW,
        /** Somebody submitted it and heard no answer: only the host can say. */
        MAY_BE_SUBMITTED,
        /** The host has claimed it. */
        CLAIMED
    }

    /**
     * One that is as far as that.
     *
     * @param source asked only for what is not claimed
     * @param offset behind the output that was taken before, 0 if there was none
     * @param random only for the waits between connections
     */
    public RemoteExecution(
            Connector connector,
            String execution,
            SubmissionSource source,
            Stage stage,
            long offset,
            ExecutionObserver observer,
            Backoff backoff,
            RandomGenerator random) {
        this.connector = connector;
        this.execution = execution;
        this.source = source;
        this.stage = stage;
        this.offset = offset;
        this.observer = observer;
        this.backoff = backoff;
        this.random = random;
    }

    /** How far it is. */
    public Stage stage() {
        return stage;
    }

    /**
     * Runs it to its end. What was never submitted is given up when connections failed as often as they may in a row; what may have been
     * is not, however long the host is away.
     *
     * @return {@link RemoteEnding.Unknown} only if it was {@linkplain #letGo let go}
     * @throws IOException when the payload cannot be read, or there is no connection
     * @throws SshFailure when there is none
     * @throws InstallFailure when no runner can be on the host
     * @throws RefusedException when the runner refuses it
     * @throws SubmissionSource.ImpossibleException when it was never submitted, and there is nothing to submit
     * @throws IllegalStateException when the observer threw something while it took output; what it threw is the cause
     */
    public RemoteEnding run()
            throws IOException, SshFailure, InstallFailure, RefusedException, SubmissionSource.ImpossibleException,
                    InterruptedException {
        while (letGo.getCount() > 0) {
            try {
                RemoteEnding ending = attempt();
                if (!(ending instanceof RemoteEnding.Unknown unknown)) {
                    return ending;
                }
                if (unknown.offset() > offset) {
                    offset = unknown.offset();
                    failed = 0;
                }
                await(unknown.reason());
            } catch (ConnectionLostException e) {
                await(e, true);
            } catch (SshFailure e) {
                await(e, e.kind().isPassing());
            } catch (InstallFailure e) {
                await(e, e.kind() == InstallFailure.Kind.INTERRUPTED);
            } catch (RefusedException e) {
                if (stage == Stage.CLAIMED && e.refusal().equals(Optional.of(Refusal.EXECUTION_UNKNOWN))) {
                    return new RemoteEnding.Unclaimed();
                }
                await(e, e.refusal().filter(RemoteExecution::passes).isPresent());
            } finally {
                current = Optional.empty();
            }
        }
        return new RemoteEnding.Unknown(offset, "it was let go");
    }

    private static boolean passes(Refusal refusal) {
        return refusal == Refusal.BUSY || refusal == Refusal.STOPPING;
    }

    /** Asks for its end, now or as soon as the host can be asked. */
    public void cancel() {
        cancelled = true;
        current.ifPresent(connection -> Thread.ofVirtual().start(() -> cancelOn(connection)));
    }

    /** No more is done about it; what runs goes on. */
    public void letGo() {
        letGo.countDown();
        // A host may take its time.
        connecting.ifPresent(Thread::interrupt);
        // Only this execution: the connection is others' too.
        current.ifPresent(connection -> connection.unfollow(execution));
    }

    private <E extends Exception> void await(E failure, boolean passes) throws E, InterruptedException {
        boolean isGivenUp = !passes || failed + 1 >= backoff.attempts();
        // Whether it runs is not known, or that it does is: only the host can say that it does not.
        if (isGivenUp && stage == Stage.NEW) {
            throw failure;
        }
        await(String.valueOf(failure.getMessage()));
    }

    private void await(String reason) throws InterruptedException {
        failed++;
        observer.unknown(reason);
        boolean _ = letGo.await(backoff.before(failed, random).toMillis(), TimeUnit.MILLISECONDS);
    }

    private RemoteEnding attempt()
            throws IOException, SshFailure, InstallFailure, RefusedException, SubmissionSource.ImpossibleException,
                    InterruptedException {
        if (cancelled && stage == Stage.NEW) {
            return new RemoteEnding.Unclaimed();
        }
        RunnerConnection connection = connect();
        if (stage == Stage.MAY_BE_SUBMITTED) {
            boolean isKnown = connection.status(execution).state() != ExecutionState.UNKNOWN;
            stage = isKnown ? Stage.CLAIMED : Stage.NEW;
        }
        if (stage == Stage.CLAIMED) {
            return end(connection, connection.follow(execution, offset, observer));
        }
        return cancelled ? new RemoteEnding.Unclaimed() : end(connection, submit(connection));
    }

    private RunnerConnection connect()
            throws ConnectionLostException, SshFailure, InstallFailure, InterruptedException {
        connecting = Optional.of(Thread.currentThread());
        try {
            return connector.connect();
        } finally {
            connecting = Optional.empty();
        }
    }

    private FollowedExecution submit(RunnerConnection connection)
            throws IOException, RefusedException, SubmissionSource.ImpossibleException, InterruptedException {
        Submission submission = source.make();
        stage = Stage.MAY_BE_SUBMITTED;
        try {
            FollowedExecution followed = connection.submit(submission, observer);
            stage = Stage.CLAIMED;
            return followed;
        } catch (RefusedException e) {
            // An answer, and it says that nothing was claimed.
            stage = Stage.NEW;
            throw e;
        } catch (IllegalArgumentException e) {
            // No message can be made of it, so none was sent.
            stage = Stage.NEW;
            throw new SubmissionSource.ImpossibleException(e);
        }
    }

    /** Whatever goes wrong here: nobody follows it on this connection any more, which is others' too. */
    private RemoteEnding end(RunnerConnection connection, FollowedExecution followed) throws InterruptedException {
        boolean isOver = false;
        try {
            failed = 0;
            observer.claimed();
            current = Optional.of(connection);
            if (letGo.getCount() == 0) {
                connection.unfollow(execution);
            }
            if (cancelled) {
                cancelOn(connection);
            }
            Optional<RemoteEnding> ending = Optional.empty();
            while (ending.isEmpty()) {
                ending = followed.await(LOOK);
            }
            isOver = true;
            return ending.get();
        } finally {
            if (!isOver) {
                connection.unfollow(execution);
            }
        }
    }

    /** What cannot be asked now is asked on the next connection; what is over needs no asking. */
    private void cancelOn(RunnerConnection connection) {
        try {
            connection.cancel(execution, Optional.empty());
        } catch (ConnectionLostException | RefusedException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
