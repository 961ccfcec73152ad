package cronium.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what another process or thread is about to do, by looking again and again until a deadline. */
public final class Await {
    /** Long enough for a loaded machine; a condition that holds is seen within a few milliseconds. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long FIRST_PAUSE = 200_000;
    private static final long LONGEST_PAUSE = 20_000_000;

    private Await() {}

    /**
     * Looks until what is found fits.
     *
     * @param expected completes "expected …" in the message of a failure
     * @return what fitted
     * @throws AssertionError with what was expected and what was found last, after {@link #PATIENCE}
     */
    public static <T> T until(String expected, Supplier<T> found, Predicate<T> fits) {
        return until(expected, found, fits, PATIENCE);
    }

    /** The same with another patience. */
    public static <T> T until(String expected, Supplier<T> found, Predicate<T> fits, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        long pause = FIRST_PAUSE;
        while (true) {
            T now = found.get();
            if (fits.test(now)) {
                return now;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("expected " + expected + " within " + patience + ", found " + now);
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(pause * 2, LONGEST_PAUSE);
        }
    }
}
