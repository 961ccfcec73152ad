package cronium.dispatch.connection;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An execution that the host has claimed and whose output comes. Thread-safe. */
public final class FollowedExecution {
    private final String execution;
    private final boolean known;
    private final Followed followed;

    FollowedExecution(String execution, boolean known, Followed followed) {
        this.execution = execution;
        this.known = known;
        this.followed = followed;
    }

    public String execution() {
        return execution;
    }

    /** Whether the host had claimed the id before, so that nothing was started. */
    public boolean wasKnown() {
        return known;
    }

    /**
     * Waits until all output was given to the listener.
     *
     * @return empty if it is not over within the limit
     * @throws IllegalStateException when the listener threw something
     */
    public Optional<RemoteEnding> await(Duration limit) throws InterruptedException {
        try {
            return Optional.of(followed.ending().get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "expected a listener that takes all output, found " + e.getCause(), e.getCause());
        }
    }
}
