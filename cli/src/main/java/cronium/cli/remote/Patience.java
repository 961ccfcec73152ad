package cronium.cli.remote;

import java.time.Duration;

/**
 * How a connection that dropped is made again.
 *
 * @param first the pause before the first attempt; each one after it is twice as long
 * @param longest no pause is longer
 * @param total how long nothing may come of it before it is given up
 * @param silence how long a connection may say nothing, keep-alives included, before it counts as dropped
 */
public record Patience(Duration first, Duration longest, Duration total, Duration silence) {
    /** A server keeps a connection alive each 15 seconds. */
    public static final Patience STANDARD =
            new Patience(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofSeconds(45));
}
