package cronium.payload.manifest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The timestamps of RFC 3339 and of YAML 1.1: {@code 2025-08-05}, {@code 2025-08-05T07:00:00.5+02:00},
 * {@code 2025-08-05 7:00:00}. Without an offset it is UTC, as YAML 1.1 has it. By hand: {@code DateTimeFormatter} takes
 * tens of milliseconds to load.
 */
final class TimestampText {
    private static final int MAX_OFFSET_HOURS = 24;

    private final String text;
    private int position;
    private boolean valid = true;

    private TimestampText(String text) {
        this.text = text;
    }

    static Optional<Instant> parse(String text) {
        return new TimestampText(text).instant();
    }

    private Optional<Instant> instant() {
        int year = number(4, 4);
        expect('-');
        int month = number(1, 2);
        expect('-');
        int day = number(1, 2);
        int hour = 0;
        int minute = 0;
        int second = 0;
        int nanos = 0;
        int offset = 0;
        if (position < text.length()) {
            separator();
            hour = number(1, 2);
            expect(':');
            minute = number(1, 2);
            expect(':');
            second = number(1, 2);
            nanos = fraction();
            offset = offsetSeconds();
        }
        if (!valid || position != text.length()) {
            return Optional.empty();
        }
        try {
            LocalDateTime local = LocalDateTime.of(year, month, day, hour, minute, second, nanos);
            return Optional.of(local.toInstant(ZoneOffset.UTC).minusSeconds(offset));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private void separator() {
        if (!take('T') && !take('t')) {
            expect(' ');
            skipSpaces();
        }
    }

    /** Digits beyond the ninth are cut off, as the reference does. */
    private int fraction() {
        if (!take('.')) {
            return 0;
        }
        int nanos = 0;
        int digits = 0;
        while (position < text.length() && Ascii.isDigit(text.charAt(position))) {
            nanos = digits < 9 ? nanos * 10 + (text.charAt(position) - '0') : nanos;
            digits++;
            position++;
        }
        valid &= digits > 0;
        for (int i = digits; i < 9; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    private int offsetSeconds() {
        skipSpaces();
        if (position == text.length() || take('Z') || take('z')) {
            return 0;
        }
        int sign = take('-') ? -1 : 1;
        if (sign > 0) {
            expect('+');
        }
        int hours = number(1, 2);
        int minutes = take(':') ? number(2, 2) : 0;
        valid &= hours <= MAX_OFFSET_HOURS && minutes < 60;
        return sign * (hours * 3600 + minutes * 60);
    }

    private int number(int least, int most) {
        int start = position;
        int value = 0;
        while (position < text.length() && position - start < most && Ascii.isDigit(text.charAt(position))) {
            value = value * 10 + (text.charAt(position++) - '0');
        }
        valid &= position - start >= least;
        return value;
    }

    private boolean take(char c) {
        boolean there = position < text.length() && text.charAt(position) == c;
        position += there ? 1 : 0;
        return there;
    }

    private void expect(char c) {
        valid &= take(c);
    }

    private void skipSpaces() {
        while (position < text.length() && text.charAt(position) == ' ') {
            position++;
        }
    }
}
