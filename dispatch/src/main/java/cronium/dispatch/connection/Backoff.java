package cronium.dispatch.connection;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before connecting again: twice as long each time, and a random part of that, so that many clients do not come at once.
 *
 * @param first the longest wait before the second attempt
 * @param most the longest wait of all
 * @param attempts that may fail one after the other, at least 1; each that brought something new begins the count again
 */
public record Backoff(Duration first, Duration most, int attempts) {
    private static final int MOST_DOUBLINGS = 20;

    public Backoff {
        if (first.toMillis() < 1 || most.compareTo(first) < 0 || most.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "expected waits from 1 ms to 1 day, the first not above the most, found " + first + " and " + most);
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("expected at least 1 attempt, found " + attempts);
        }
    }

    /**
     * How long to wait then.
     *
     * @param failed how many attempts failed in a row, at least 1
     */
    public Duration before(int failed, RandomGenerator random) {
        int doublings = Math.min(failed - 1, MOST_DOUBLINGS);
        // A day in milliseconds, doubled so often, is far below the largest long.
        long longest = Math.min(first.toMillis() << doublings, most.toMillis());
        return Duration.ofMillis(random.nextLong(longest / 2, longest) + 1);
    }
}
