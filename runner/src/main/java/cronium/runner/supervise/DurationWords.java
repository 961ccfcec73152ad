package cronium.runner.supervise;

import java.time.Duration;

/** Durations as people read them: {@code 90ms}, {@code 1.250s}, {@code 10m}, {@code 1h30m5s}. */
public final class DurationWords {
    private DurationWords() {}

    /** Rounded down to milliseconds. */
    public static String of(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + "ms";
        }
        StringBuilder words = new StringBuilder();
        long hours = millis / 3_600_000;
        long minutes = millis / 60_000 % 60;
        long rest = millis % 60_000;
        if (hours > 0) {
            words.append(hours).append('h');
        }
        if (minutes > 0) {
            words.append(minutes).append('m');
        }
        if (rest > 0 || words.isEmpty()) {
            words.append(rest / 1_000);
            if (rest % 1_000 > 0) {
                String fraction = Long.toString(1_000 + rest % 1_000).substring(1);
                words.append('.').append(fraction);
            }
            words.append('s');
        }
        return words.toString();
    }
}
