package cronium.runner.output;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/**
 * An instant of the years 0 to 9999 as RFC 3339 in UTC with exactly six decimals, ready to be copied into a record.
 *
 * <p>Written digit by digit: what java.time formats with takes 20 MB to be compiled, which was the runner's peak.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Timestamp(byte[] ascii) {
    private static final byte[] FORM = "0000-00-00T00:00:00.000000Z".getBytes(StandardCharsets.US_ASCII);
    private static final int SECONDS_OF_DAY = 86_400;

    static Timestamp of(Instant instant) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(instant.getEpochSecond(), SECONDS_OF_DAY));
        int second = Math.floorMod(instant.getEpochSecond(), SECONDS_OF_DAY);
        byte[] text = FORM.clone();
        digits(text, 3, date.getYear());
        digits(text, 6, date.getMonthValue());
        digits(text, 9, date.getDayOfMonth());
        digits(text, 12, second / 3_600);
        digits(text, 15, second / 60 % 60);
        digits(text, 18, second % 60);
        digits(text, 25, instant.getNano() / 1_000);
        return new Timestamp(text);
    }

    /** Writes a number that ends at an index; the zeros before it are there already. */
    private static void digits(byte[] text, int end, int number) {
        int rest = number;
        for (int at = end; rest > 0; at--) {
            text[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
