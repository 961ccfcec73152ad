package cronium.payload.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cronium.testkit.Seed;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "90, PT90S",
        "90s, PT90S",
        "10m, PT10M",
        "1h30m, PT90M",
        "500ms, PT0.5S",
        "1d, PT24H",
        "1d2h3m4s5ms, PT26H3M4.005S",
        "366d, PT8784H",
        "007s, PT7S",
        "31622400, PT8784H",
    })
    void durationsAreRead(String text, Duration duration) {
        assertThat(DurationText.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "s", "-1s", "+1s", "1.5h", "1 s", " 1s", "1s ", "10M", "1m30", "30m1h", "1s1s", "1h 30m", "1us",
                "PT1S", "٣s", "1sm"
            })
    void whatIsNoDurationIsRefusedWithExamples(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DurationText.parse(text))
                .withMessageStartingWith("expected a duration such as 90s")
                .withMessageEndingWith("found '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"367d", "366d1ms", "31622401", "9223372036854775807d", "99999999999999999999999999ms"})
    void longerThanAYearIsRefusedHoweverManyDigits(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DurationText.parse(text))
                .withMessage("expected at most 366d, found '" + text + "'");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        RandomGenerator random = Seed.announced("durations").random();
        for (int round = 0; round < 1000; round++) {
            Duration duration = Duration.ofMillis(random.nextLong(DurationText.MAX.toMillis() + 1));
            assertThat(DurationText.parse(DurationText.format(duration))).isEqualTo(duration);
        }
        assertThat(DurationText.format(Duration.ofMinutes(90))).isEqualTo("1h30m");
        assertThat(DurationText.format(Duration.ZERO)).isEqualTo("0s");
    }
}
