package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EcdsaDerTest {
    private static final String MOST = "f".repeat(64);

    @ParameterizedTest
    @ValueSource(strings = {"3006020101020101", "300702017f02020080", "30080202008002020080"})
    void twoPositiveNumbersInTheirShortestFormAreOne(String der) {
        assertThat(EcdsaDer.isSignature(HexFormat.of().parseHex(der))).isTrue();
    }

    @Test
    void numbersOfThirtyTwoBytesAreOne() {
        assertThat(EcdsaDer.isSignature(HexFormat.of().parseHex("3046022100" + MOST + "022100" + MOST)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "30",
                "3000",
                "3003020101",
                "30060201010201",
                "300602010102010101",
                "3106020101020101",
                "3006030101020101",
                "3006020101030101",
                "3005020101020101",
                "308106020101020101",
                "3006020100020101",
                "3006020101020100",
                "3006020181020101",
                "300702020001020101",
                "3007020101020200ff02",
                "300702010102020001",
                "3006020001010201",
                "3006020201010201",
                "30060201ff020101",
                "3009020101020101020101",
                "3006027f01020101",
                "300602800102010101"
            })
    void anythingElseIsNone(String der) {
        assertThat(EcdsaDer.isSignature(HexFormat.of().parseHex(der))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"302702210100%s020101", "3027020101022201%s00", "3048022200ff%s022100%s"})
    void numbersOfMoreThanThirtyTwoBytesAreNone(String form) {
        assertThat(EcdsaDer.isSignature(HexFormat.of().parseHex(form.replace("%s", MOST))))
                .isFalse();
    }
}
