package cronium.runner.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cronium.testkit.Seed;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskTest {
    private static final int ROUNDS = Integer.getInteger("cronium.mutations", 2_000);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            secret          | no such thing       | no such thing
            secret          | a secret here       | a *** here
            secret          | secret              | ***
            secret          | secrecret           | secrecret
            secret          | secsecret           | sec***
            secret          | secretsecret!secret | ***!***
            abcd efgh       | abcdefgh            | ***
            abcd efgh       | abcd efgh           | *** ***
            abcd cdef       | abcdef              | ***
            abcdefgh cdef   | abcdefg             | ab***g
            abcdefgh cdef   | abcdefgh            | ***
            aaaa            | aaaaaaa aaa         | *** aaa
            abab            | ababab              | ***
            abcdef xyzzy    | abcdxyzzy           | abcd***
            """)
    void whatIsToBeMaskedIsReplacedHoweverItIsCut(String patterns, String text, String expected) {
        Mask mask = mask(patterns.split(" ", -1));
        assertThat(mask.text(text)).isEqualTo(expected);
        for (int size = 1; size <= text.length(); size++) {
            MaskedStream stream = new MaskedStream(mask);
            ByteArrayOutputStream shown = new ByteArrayOutputStream();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            for (int at = 0; at < bytes.length; at += size) {
                add(stream, bytes, at, Math.min(bytes.length, at + size), shown);
            }
            end(stream, shown);
            assertThat(shown.toString(StandardCharsets.UTF_8))
                    .as("in pieces of " + size)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Passwo       | ''        | Passwo
            Enter Pass   | Enter     | Pass
            Enter > Pasw | Enter > Pasw | ''
            x password   | x ***     | ''
            """)
    void onlyTheBeginningOfASecretIsHeldBackUntilTheEnd(String text, String shown, String rest) {
        MaskedStream stream = new MaskedStream(mask("Password", "password"));
        ByteArrayOutputStream now = new ByteArrayOutputStream();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(stream, bytes, 0, bytes.length, now);
        assertThat(now.toString(StandardCharsets.UTF_8).strip()).isEqualTo(shown);
        ByteArrayOutputStream later = new ByteArrayOutputStream();
        end(stream, later);
        assertThat(later.toString(StandardCharsets.UTF_8)).isEqualTo(rest);
    }

    @Test
    void patternsThatAreTooShortToLookForAreNone() {
        assertThatThrownBy(() -> mask("abc")).hasMessageContaining("found one of 3");
        assertThat(Mask.of(List.of())).isSameAs(Mask.NONE);
        assertThat(Mask.NONE.text("anything")).isEqualTo("anything");
    }

    /** Against the definition: a byte is covered if some pattern that stands there covers it. */
    @Test
    void anyPatternsInAnyTextCutAnyhowAreMaskedByTheDefinition() {
        RandomGenerator random = Seed.announced("MaskTest").random();
        int found = 0;
        for (int round = 0; round < ROUNDS; round++) {
            // Few letters make for overlaps, repetitions and near misses.
            int letters = 1 + random.nextInt(random.nextBoolean() ? 3 : 256);
            List<byte[]> patterns = new ArrayList<>();
            for (int i = 1 + random.nextInt(8); i > 0; i--) {
                patterns.add(bytes(4 + random.nextInt(random.nextBoolean() ? 3 : 30), letters, random));
            }
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            for (int i = random.nextInt(12); i > 0; i--) {
                byte[] pattern = patterns.get(random.nextInt(patterns.size()));
                int from = random.nextInt(4) == 0 ? random.nextInt(pattern.length) : 0;
                int to = random.nextInt(4) == 0 ? from + random.nextInt(pattern.length - from) : pattern.length;
                text.write(pattern, from, to - from);
                text.writeBytes(bytes(random.nextInt(random.nextBoolean() ? 2 : 40), letters, random));
            }
            byte[] bytes = text.toByteArray();
            byte[] expected = byDefinition(bytes, patterns);
            assertThat(cutAnyhow(bytes, Mask.of(patterns), random))
                    .as("round " + round)
                    .isEqualTo(expected);
            found += expected.length == bytes.length ? 0 : 1;
        }
        assertThat(found).as("rounds with something to mask").isPositive();
    }

    private static byte[] byDefinition(byte[] text, List<byte[]> patterns) {
        boolean[] covered = new boolean[text.length];
        for (byte[] pattern : patterns) {
            for (int at = 0; at + pattern.length <= text.length; at++) {
                if (Arrays.equals(text, at, at + pattern.length, pattern, 0, pattern.length)) {
                    Arrays.fill(covered, at, at + pattern.length, true);
                }
            }
        }
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        for (int at = 0; at < text.length; at++) {
            if (!covered[at]) {
                shown.write(text[at]);
            } else if (at == 0 || !covered[at - 1]) {
                shown.writeBytes("***".getBytes(StandardCharsets.US_ASCII));
            }
        }
        return shown.toByteArray();
    }

    private static byte[] cutAnyhow(byte[] text, Mask mask, RandomGenerator random) {
        MaskedStream stream = new MaskedStream(mask);
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        int longest = 1 + random.nextInt(20);
        for (int at = 0; at < text.length; ) {
            int to = Math.min(text.length, at + random.nextInt(longest + 1));
            add(stream, text, at, to, shown);
            at = to;
        }
        end(stream, shown);
        return shown.toByteArray();
    }

    private static void add(MaskedStream stream, byte[] bytes, int from, int to, ByteArrayOutputStream shown) {
        byte[] piece = Arrays.copyOfRange(bytes, from, to);
        stream.add(piece, piece.length);
        shown.write(stream.bytes(), 0, stream.length());
    }

    private static void end(MaskedStream stream, ByteArrayOutputStream shown) {
        stream.end();
        shown.write(stream.bytes(), 0, stream.length());
    }

    private static byte[] bytes(int length, int letters, RandomGenerator random) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (letters > 100 ? random.nextInt(256) : 'a' + random.nextInt(letters));
        }
        return bytes;
    }

    private static Mask mask(String... patterns) {
        List<byte[]> bytes = new ArrayList<>();
        for (String pattern : patterns) {
            bytes.add(pattern.getBytes(StandardCharsets.UTF_8));
        }
        return Mask.of(bytes);
    }
}
