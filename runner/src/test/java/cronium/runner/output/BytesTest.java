package cronium.runner.output;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Seed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The fast looks at bytes against slow and obvious ones. */
class BytesTest {
    private final RandomGenerator random = Seed.announced("BytesTest").random();

    @Test
    void newlinesAreFoundWhereTheyAre() {
        for (int run = 0; run < 20_000; run++) {
            byte[] bytes = random(40, "\n\u000b\u0009ax\u008a");
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);
            int expected = -1;
            for (int i = to - 1; i >= from; i--) {
                expected = bytes[i] == '\n' ? i : expected;
            }
            assertThat(ByteScan.newline(bytes, from, to))
                    .as("%s from %d to %d", Arrays.toString(bytes), from, to)
                    .isEqualTo(expected);
        }
    }

    @Test
    void plainTextIsPrintableAsciiWithoutQuoteOrBackslash() {
        for (int value = 0; value < 256; value++) {
            for (int at = 0; at < 17; at++) {
                byte[] bytes = new byte[17];
                Arrays.fill(bytes, (byte) 'a');
                bytes[at] = (byte) value;
                boolean expected = value >= ' ' && value < 0x7f && value != '"' && value != '\\';
                assertThat(ByteScan.isPlain(bytes, 0, 17))
                        .as("%x at %d", value, at)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void plainTextIsRecognisedInAnyMixture() {
        for (int run = 0; run < 20_000; run++) {
            byte[] bytes = random(24, "aaaaaaaaaa ~!#[]\"\\\u007f\u001f");
            boolean expected = true;
            for (byte b : bytes) {
                expected &= b >= ' ' && b != 0x7f && b != '"' && b != '\\';
            }
            assertThat(ByteScan.isPlain(bytes, 0, bytes.length))
                    .as(Arrays.toString(bytes))
                    .isEqualTo(expected);
        }
    }

    @Test
    void utf8IsWhatTheStrictDecoderTakes() {
        for (int run = 0; run < 50_000; run++) {
            byte[] bytes = new byte[1 + random.nextInt(5)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte)
                        switch (random.nextInt(4)) {
                            case 0 -> 0xe0 + random.nextInt(0x20);
                            case 1 -> 0xc0 + random.nextInt(0x20);
                            default -> 0x80 + random.nextInt(0x40);
                        };
            }
            assertThat(Utf8.isValid(bytes, 0, bytes.length))
                    .as(Arrays.toString(bytes))
                    .isEqualTo(isUtf8(bytes));
        }
    }

    @Test
    void everyCharacterIsUtf8() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point += point < 0x3000 ? 1 : 17) {
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                byte[] bytes = Character.toString(point).getBytes(StandardCharsets.UTF_8);
                assertThat(Utf8.sequence(bytes, 0, bytes.length)).isEqualTo(bytes.length);
            }
        }
    }

    @Test
    void aBoundaryNeverSplitsACharacter() {
        byte[] text = "a€ü😀b😀😀".getBytes(StandardCharsets.UTF_8);
        for (int cut = 1; cut <= text.length; cut++) {
            int boundary = Utf8.boundaryAtOrBefore(text, 0, cut);
            assertThat(boundary).isBetween(Math.max(0, cut - 3), cut);
            assertThat(Utf8.isValid(text, 0, boundary)).isTrue();
        }
    }

    @Test
    void numbersAndHexAreWrittenAsJavaWritesThem() {
        ByteBuilder builder = new ByteBuilder(1);
        StringBuilder expected = new StringBuilder();
        for (long number : new long[] {0, 9, 10, 99, 100, 12_345, Long.MAX_VALUE}) {
            builder.put(number).put(' ');
            expected.append(number).append(' ');
        }
        for (int value = 0; value < 256; value++) {
            builder.hex((byte) value);
            expected.append(Character.forDigit(value >> 4, 16)).append(Character.forDigit(value & 15, 16));
        }
        assertThat(new String(builder.bytes(), 0, builder.length(), StandardCharsets.US_ASCII))
                .isEqualTo(expected.toString());
    }

    private byte[] random(int most, String alphabet) {
        byte[] bytes = new byte[random.nextInt(most)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
        }
        return bytes;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
