package cronium.runner.output;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampTest {
    private static final long FIRST_SECOND_OF_0 = -62_167_219_200L;
    private static final long LAST_SECOND_OF_9999 = 253_402_300_799L;

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000000Z",
        "1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999999Z",
        "2024-02-29T09:08:07.001002003Z, 2024-02-29T09:08:07.001002Z",
        "2026-11-24T10:20:30.1Z, 2026-11-24T10:20:30.100000Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00.000000Z"
    })
    void hasAlwaysSixDecimals(Instant instant, String text) {
        assertThat(text(instant)).isEqualTo(text);
    }

    @Test
    void saysWhatJavaTimeSays() {
        DateTimeFormatter expected = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
                .withZone(ZoneOffset.UTC);
        RandomGenerator random = Seed.announced("TimestampTest").random();
        for (int i = 0; i < 1_000; i++) {
            Instant instant = Instant.ofEpochSecond(
                    random.nextLong(FIRST_SECOND_OF_0, LAST_SECOND_OF_9999), random.nextInt(1_000_000_000));
            assertThat(text(instant)).isEqualTo(expected.format(instant));
        }
    }

    private static String text(Instant instant) {
        return new String(Timestamp.of(instant).ascii(), StandardCharsets.US_ASCII);
    }
}
