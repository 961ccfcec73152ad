package cronium.payload.manifest;

/**
 * Sizes as people write them: {@code 512MiB}, {@code 1GB}, {@code 65536}. A whole number with one unit: B; kB, MB, GB, TB,
 * PB are powers of 1000; KiB, MiB, GiB, TiB, PiB powers of 1024; a plain number is bytes. Units are case-sensitive, and a
 * bare {@code k}, {@code M} or {@code KB} is refused, since people read it both ways.
 */
public final class SizeText {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final long[] BYTES = {
        1,
        1_000L,
        1_000_000L,
        1_000_000_000L,
        1_000_000_000_000L,
        1_000_000_000_000_000L,
        1L << 10,
        1L << 20,
        1L << 30,
        1L << 40,
        1L << 50
    };
    private static final int FIRST_BINARY = 6;

    private SizeText() {}

    /**
     * Reads a size.
     *
     * @return bytes, from 0 up to {@link Long#MAX_VALUE}
     * @throws IllegalArgumentException if the text is no size or a larger one; the message gives expected and found
     */
    public static long parse(String text) {
        int end = 0;
        while (end < text.length() && Ascii.isDigit(text.charAt(end))) {
            end++;
        }
        String unit = text.substring(end);
        long factor = unit.isEmpty() ? 1 : factor(unit);
        if (end == 0 || factor == 0) {
            throw unreadable(text, end, unit);
        }
        long most = Long.MAX_VALUE / factor;
        long value = 0;
        for (int i = 0; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (value > (most - digit) / 10) {
                throw new IllegalArgumentException(
                        "expected at most " + Long.MAX_VALUE + " bytes, found " + Excerpt.quoted(text));
            }
            value = value * 10 + digit;
        }
        return value * factor;
    }

    /** The size in the largest binary unit that is exact, else in bytes: {@code 512MiB}, {@code 1000B}. */
    public static String format(long bytes) {
        for (int unit = UNITS.length - 1; unit >= FIRST_BINARY; unit--) {
            if (bytes != 0 && bytes % BYTES[unit] == 0) {
                return bytes / BYTES[unit] + UNITS[unit];
            }
        }
        return bytes + "B";
    }

    private static long factor(String unit) {
        for (int i = 0; i < UNITS.length; i++) {
            if (UNITS[i].equals(unit)) {
                return BYTES[i];
            }
        }
        return 0;
    }

    private static IllegalArgumentException unreadable(String text, int end, String unit) {
        String message =
                "expected a size such as 512MiB, 1GB or 65536 (a plain number is bytes), found " + Excerpt.quoted(text);
        int prefix = end == 0 || unit.isEmpty() ? -1 : "kmgtp".indexOf(Character.toLowerCase(unit.charAt(0)));
        if (prefix >= 0 && unit.length() <= 3) {
            String number = Excerpt.bare(text.substring(0, end));
            message += "; write " + number + UNITS[1 + prefix] + " (powers of 1000) or " + number
                    + UNITS[FIRST_BINARY + prefix] + " (powers of 1024)";
        }
        return new IllegalArgumentException(message);
    }
}
