package cronium.server.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How often a peer may fail to show a token: a bucket per address that fills by itself. Thread-safe; its memory is bounded, the
 * address that failed longest ago is forgotten first.
 */
final class FailureLimit {
    static final int BURST = 20;
    static final Duration REFILL = Duration.ofSeconds(3);
    private static final int MAX_ADDRESSES = 10_000;

    private final LongSupplier nanoClock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    /** @param nanoClock as {@link System#nanoTime} */
    FailureLimit(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** How many failures are left at a time. */
    private record Bucket(double left, long at) {
        Bucket filled(long now) {
            return new Bucket(Math.min(BURST, left + (double) (now - at) / REFILL.toNanos()), now);
        }
    }

    /** Notes a failure. */
    synchronized void failed(String address) {
        long now = nanoClock.getAsLong();
        Bucket bucket = buckets.getOrDefault(address, new Bucket(BURST, now)).filled(now);
        buckets.put(address, new Bucket(Math.max(0, bucket.left - 1), now));
    }

    /** How long the address must wait; empty if it need not. */
    synchronized Optional<Duration> wait(String address) {
        Bucket bucket = buckets.get(address);
        if (bucket == null) {
            return Optional.empty();
        }
        double left = bucket.filled(nanoClock.getAsLong()).left;
        return left >= 1 ? Optional.empty() : Optional.of(Duration.ofNanos((long) ((1 - left) * REFILL.toNanos())));
    }
}
