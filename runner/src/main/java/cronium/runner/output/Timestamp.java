package cronium.runner.output;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** An instant as RFC 3339 in UTC with exactly six decimals, ready to be copied into a record. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Timestamp(byte[] ascii) {

    static Timestamp of(Instant instant) {
        // Instant prints 0, 3, 6 or 9 decimals, as few as it can. One nanosecond, cut off, makes it always six.
        String text = instant.truncatedTo(ChronoUnit.MICROS).plusNanos(1).toString();
        return new Timestamp((text.substring(0, text.length() - 4) + "Z").getBytes(StandardCharsets.US_ASCII));
    }
}
