package cronium.server.execute;

import java.time.Clock;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * New ids of events, executions and rollouts: UUIDs of version 7 (RFC 9562, section 5.7), so that they sort by time; within a millisecond in the order in
 * which they were made here. Thread-safe.
 */
public final class Ids {
    private static final int COUNTER_BITS = 12;

    private final Clock clock;
    private final RandomGenerator random;
    private long lastMillis;
    private int counter;

    public Ids(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** A UUID in lower case. */
    public synchronized String next() {
        long millis = Math.max(clock.millis(), lastMillis);
        counter = millis == lastMillis ? counter + 1 : random.nextInt(1 << (COUNTER_BITS - 1));
        if (counter == 1 << COUNTER_BITS) {
            millis++;
            counter = 0;
        }
        lastMillis = millis;
        long high = millis << 16 | 0x7000 | counter;
        long low = random.nextLong() >>> 2 | 1L << 63;
        String digits = HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
        return digits.substring(0, 8) + "-" + digits.substring(8, 12) + "-" + digits.substring(12, 16) + "-"
                + digits.substring(16, 20) + "-" + digits.substring(20);
    }
}
