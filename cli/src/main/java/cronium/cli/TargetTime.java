package cronium.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long a target took, in seconds. Without a formatter, which takes a cold JVM longer than all else that a command does. */
final class TargetTime {
    private static final long MILLIS = 1_000;

    private TargetTime() {}

    /** Such as {@code 12.3}; empty if it did not begin, or one of the times is none. */
    static Optional<String> between(Optional<String> from, Optional<String> until) {
        if (from.isEmpty() || until.isEmpty()) {
            return Optional.empty();
        }
        try {
            long millis = Math.max(
                    0,
                    Duration.between(Instant.parse(from.get()), Instant.parse(until.get()))
                            .toMillis());
            return Optional.of(millis / MILLIS + "." + millis % MILLIS / 100);
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
