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
    private final Submission submission;
    private final ExecutionObserver observer;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final CountDownLatch letGo = new CountDownLatch(1);
    private volatile boolean cancelled;
    private volatile Optional<RunnerConnection> current = Optional.empty();
    private volatile Optional<Thread> connecting = Optional.empty();
    private Progress progress;
    /** Also while an answer is awaited. */
    private boolean mayBeSubmitted;

    private int failed;

    /**
     * How far it came before.
     *
     * @param offset behind the output that was taken; 0 if it is not claimed
     */
    public record Progress(boolean isClaimed, long offset) {
        public static final Progress NONE = new Progress(false, 0);
    }

    /**
     * @param mayBeSubmitted whether somebody may have submitted it before without hearing an answer
     * @param random only for the waits between connections
     */
    public RemoteExecution(
            Connector connector,
            Submission submission,
            Progress progress,
            boolean mayBeSubmitted,
            ExecutionObserver observer,
            Backoff backoff,
            RandomGenerator random) {
        this.connector = connector;
        this.submission = submission;
        this.progress = progress;
        this.mayBeSubmitted = mayBeSubmitted || progress.isClaimed();
        this.observer = observer;
        this.backoff = backoff;
        this.random = random;
    }

    /**
     * Runs it to its end. What was never submitted is given up when connections failed as often as they may in a row; what may have been
     * is not, however long the host is away.
     *
     * @return {@link Ending.Unknown} only if it was {@linkplain #letGo let go}
     * @throws IOException when the payload cannot be read, or there is no connection
     * @throws SshFailure when there is none
     * @throws InstallFailure when no runner can be on the host
     * @throws RefusedException when the runner refuses it
     * @throws IllegalStateException when the observer threw something while it took output; what it threw is the cause
     */
    public Ending run() throws IOException, SshFailure, InstallFailure, RefusedException, InterruptedException {
        while (letGo.getCount() > 0) {
            try {
                Ending ending = attempt();
                if (!(ending instanceof Ending.Unknown unknown)) {
                    return ending;
                }
                if (unknown.offset() > progress.offset()) {
                    progress = new Progress(true, unknown.offset());
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
                if (progress.isClaimed() && e.refusal().equals(Optional.of(Refusal.EXECUTION_UNKNOWN))) {
                    return new Ending.Unclaimed();
                }
                await(e, e.refusal().filter(RemoteExecution::passes).isPresent());
            } finally {
                current = Optional.empty();
            }
        }
        return new Ending.Unknown(progress.offset(), "it was let go");
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
        current.ifPresent(connection -> connection.unfollow(submission.execution()));
    }

    private <E extends Exception> void await(E failure, boolean passes) throws E, InterruptedException {
        boolean isGivenUp = !passes || failed + 1 >= backoff.attempts();
        // Whether it runs is not known, or that it does is: only the host can say that it does not.
        if (isGivenUp && !mayBeSubmitted) {
            throw failure;
        }
        await(String.valueOf(failure.getMessage()));
    }

    private void await(String reason) throws InterruptedException {
        failed++;
        observer.unknown(reason);
        boolean _ = letGo.await(backoff.before(failed, random).toMillis(), TimeUnit.MILLISECONDS);
    }

    private Ending attempt() throws IOException, SshFailure, InstallFailure, RefusedException, InterruptedException {
        RunnerConnection connection = connect();
        FollowedExecution followed;
        if (progress.isClaimed()) {
            followed = connection.follow(submission.execution(), progress.offset(), observer);
        } else {
            mayBeSubmitted =
                    mayBeSubmitted && connection.status(submission.execution()).state() != ExecutionState.UNKNOWN;
            if (cancelled && !mayBeSubmitted) {
                return new Ending.Unclaimed();
            }
            followed = submit(connection);
            progress = new Progress(true, 0);
        }
        return end(connection, followed);
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
            throws IOException, RefusedException, InterruptedException {
        boolean before = mayBeSubmitted;
        mayBeSubmitted = true;
        try {
            return connection.submit(submission, observer);
        } catch (RefusedException e) {
            // An answer, and it says that this attempt claimed nothing.
            mayBeSubmitted = before;
            throw e;
        }
    }

    /** Whatever goes wrong here: nobody follows it on this connection any more, which is others' too. */
    private Ending end(RunnerConnection connection, FollowedExecution followed) throws InterruptedException {
        boolean isOver = false;
        try {
            failed = 0;
            observer.claimed();
            current = Optional.of(connection);
            if (letGo.getCount() == 0) {
                connection.unfollow(submission.execution());
            }
            if (cancelled) {
                cancelOn(connection);
            }
            Optional<Ending> ending = Optional.empty();
            while (ending.isEmpty()) {
                ending = followed.await(LOOK);
            }
            isOver = true;
            return ending.get();
        } finally {
            if (!isOver) {
                connection.unfollow(submission.execution());
            }
        }
    }

    /** What cannot be asked now is asked on the next connection; what is over needs no asking. */
    private void cancelOn(RunnerConnection connection) {
        try {
            connection.cancel(submission.execution(), Optional.empty());
        } catch (ConnectionLostException | RefusedException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
