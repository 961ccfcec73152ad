package cronium.server.domain;

import java.util.OptionalInt;

/**
 * How many targets of a rollout are run on when.
 *
 * @param concurrency how many at once, 1 to {@value #MAX_CONCURRENCY}
 * @param maxFailures when that many failed, no more are started; empty for no such limit
 * @param batch that many targets in their order are a batch, and the next one begins when all of it ended; empty for one batch of all
 */
public record RolloutLimits(int concurrency, OptionalInt maxFailures, OptionalInt batch) {
    public static final int DEFAULT_CONCURRENCY = 50;
    public static final int MAX_CONCURRENCY = 1000;

    /** @throws IllegalArgumentException if a part is out of its range */
    public RolloutLimits {
        if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
            throw new IllegalArgumentException(
                    "expected a concurrency of 1 to " + MAX_CONCURRENCY + ", found " + concurrency);
        }
        if (maxFailures.orElse(1) < 1 || batch.orElse(1) < 1) {
            throw new IllegalArgumentException(
                    "expected limits from 1, found " + maxFailures + " failures and batches of " + batch);
        }
    }

    /** Whether no more targets may be started, though there are some. */
    public boolean isStopped(RolloutProgress progress) {
        return progress.started() < progress.targets()
                && maxFailures.isPresent()
                && progress.failed() >= maxFailures.getAsInt();
    }

    /** How many more targets may be started now. */
    public int startable(RolloutProgress progress) {
        if (isStopped(progress)) {
            return 0;
        }
        int room = Math.min(concurrency - progress.running(), progress.targets() - progress.started());
        return Math.max(0, Math.min(room, batchRoom(progress)));
    }

    private int batchRoom(RolloutProgress progress) {
        if (batch.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        int inBatch = progress.started() % batch.getAsInt();
        if (inBatch == 0 && progress.running() > 0) {
            return 0;
        }
        return batch.getAsInt() - inBatch;
    }
}
