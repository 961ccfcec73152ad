package cronium.server.domain;

import java.time.Duration;

/**
 * How often a script that failed is run again.
 *
 * @param attempts in all, the first one included: 1 to {@value #MAX_ATTEMPTS}
 * @param delay from the end of an attempt to the start of the next, up to {@link #MAX_DELAY}
 */
public record Retries(int attempts, Duration delay) {
    public static final int MAX_ATTEMPTS = 100;
    public static final Duration MAX_DELAY = Duration.ofDays(7);
    public static final Retries NONE = new Retries(1, Duration.ZERO);

    /** @throws IllegalArgumentException if a part is out of its range */
    public Retries {
        if (attempts < 1 || attempts > MAX_ATTEMPTS) {
            throw new IllegalArgumentException("expected 1 to " + MAX_ATTEMPTS + " attempts, found " + attempts);
        }
        if (delay.isNegative() || delay.compareTo(MAX_DELAY) > 0) {
            throw new IllegalArgumentException("expected a delay up to " + MAX_DELAY + ", found " + delay);
        }
    }
}
