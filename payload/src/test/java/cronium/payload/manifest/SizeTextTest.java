package cronium.payload.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cronium.testkit.Seed;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "65536, 65536",
        "7B, 7",
        "64kB, 64000",
        "64KiB, 65536",
        "1MB, 1000000",
        "512MiB, 536870912",
        "1GB, 1000000000",
        "1GiB, 1073741824",
        "2TB, 2000000000000",
        "1TiB, 1099511627776",
        "1PB, 1000000000000000",
        "8191PiB, 9222246136947933184",
        "9223372036854775807, 9223372036854775807",
    })
    void sizesAreRead(String text, long bytes) {
        assertThat(SizeText.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "B", "-1", "+1", "1.5GB", "1 GB", "1e9", "1b", "0x10", "1_000", "٣B", "MiB", "1EiB"})
    void whatIsNoSizeIsRefusedWithExamples(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SizeText.parse(text))
                .withMessageStartingWith("expected a size such as 512MiB")
                .withMessageEndingWith("found '" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({"64k, kB, KiB", "64K, kB, KiB", "64KB, kB, KiB", "64mb, MB, MiB", "64Gib, GB, GiB", "64T, TB, TiB"})
    void anAmbiguousUnitIsRefusedWithBothReadings(String text, String decimal, String binary) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SizeText.parse(text))
                .withMessageEndingWith(
                        "; write 64" + decimal + " (powers of 1000) or 64" + binary + " (powers of 1024)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "8192PiB", "9224PB", "99999999999999999999999kB"})
    void moreThan64BitsAreRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SizeText.parse(text))
                .withMessage("expected at most 9223372036854775807 bytes, found '" + text + "'");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        RandomGenerator random = Seed.announced("sizes").random();
        for (int round = 0; round < 1000; round++) {
            long bytes = random.nextLong(1L << random.nextInt(1, 63));
            assertThat(SizeText.parse(SizeText.format(bytes))).isEqualTo(bytes);
        }
        assertThat(SizeText.format(512L << 20)).isEqualTo("512MiB");
        assertThat(SizeText.format(1000)).isEqualTo("1000B");
        assertThat(SizeText.format(0)).isEqualTo("0B");
    }
}
