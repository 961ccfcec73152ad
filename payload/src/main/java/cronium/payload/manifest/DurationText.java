package cronium.payload.manifest;

import java.time.Duration;

/**
 * Durations as people write them: {@code 10m}, {@code 1h30m}, {@code 90s}, {@code 500ms}, {@code 1d}. Whole numbers with
 * the units d, h, m, s, ms, each at most once and the larger first; a plain number is seconds.
 */
public final class DurationText {
    /** The longest duration that is read: 366 days. */
    public static final Duration MAX = Duration.ofDays(366);

    private static final String[] UNITS = {"d", "h", "m", "s", "ms"};
    private static final long[] MILLIS = {86_400_000, 3_600_000, 60_000, 1_000, 1};
    private static final int SECONDS = 3;

    private DurationText() {}

    /**
     * Reads a duration.
     *
     * @return from 0 up to {@link #MAX}
     * @throws IllegalArgumentException if the text is no duration or a longer one; the message gives expected and found
     */
    public static Duration parse(String text) {
        long total = 0;
        int position = 0;
        int firstUnit = 0;
        while (position < text.length()) {
            int unitStart = endOfDigits(text, position);
            int end = endOfLetters(text, unitStart);
            boolean plain = position == 0 && unitStart == text.length();
            int unit = plain ? SECONDS : unit(text, unitStart, end, firstUnit);
            if (unitStart == position || unit < 0) {
                throw unreadable(text);
            }
            total += millis(text, position, unitStart, MILLIS[unit]);
            if (total > MAX.toMillis()) {
                throw new IllegalArgumentException(
                        "expected at most " + format(MAX) + ", found " + Excerpt.quoted(text));
            }
            firstUnit = unit + 1;
            position = end;
        }
        if (text.isEmpty()) {
            throw unreadable(text);
        }
        return Duration.ofMillis(total);
    }

    /** The shortest text that {@link #parse} reads back; below a millisecond is cut off. */
    public static String format(Duration duration) {
        long rest = duration.toMillis();
        StringBuilder text = new StringBuilder();
        for (int unit = 0; unit < UNITS.length; unit++) {
            if (rest >= MILLIS[unit]) {
                text.append(rest / MILLIS[unit]).append(UNITS[unit]);
                rest %= MILLIS[unit];
            }
        }
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && Ascii.isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int endOfLetters(String text, int from) {
        int end = from;
        while (end < text.length() && Ascii.isLetter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int unit(String text, int start, int end, int first) {
        for (int unit = first; unit < UNITS.length; unit++) {
            if (end - start == UNITS[unit].length() && text.startsWith(UNITS[unit], start)) {
                return unit;
            }
        }
        return -1;
    }

    /** Over the maximum is told by any value just over it, so that nothing overflows however many digits there are. */
    private static long millis(String text, int start, int end, long perUnit) {
        long most = MAX.toMillis() / perUnit;
        long value = 0;
        for (int i = start; i < end && value <= most; i++) {
            value = value * 10 + (text.charAt(i) - '0');
        }
        return Math.min(value, most + 1) * perUnit;
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException(
                "expected a duration such as 90s, 10m, 1h30m or 500ms (a plain number is seconds), found "
                        + Excerpt.quoted(text));
    }
}
