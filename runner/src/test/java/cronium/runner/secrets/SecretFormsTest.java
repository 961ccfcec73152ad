package cronium.runner.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cronium.runner.output.Mask;
import cronium.testkit.Seed;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SecretFormsTest {
    private static final int ROUNDS = Integer.getInteger("cronium.mutations", 2_000);

    /** As other programs write them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "p@ss w/rd~(1)",
                "p%40ss%20w%2Frd~%281%29",
                "p%40ss%20w%2frd~%281%29",
                "p%40ss+w%2Frd%7E%281%29",
                "p%40ss%20w%2Frd~(1)",
                "p%40ss%20w/rd~%281%29",
                "p@ss w\\/rd~(1)",
                "cEBzcyB3L3JkfigxKWZ",
                "cEBzcyB3L3JkfigxKQ==",
                "cEBzcyB3L3JkfigxKQ",
                "7040737320772f72647e283129",
                "7040737320772F72647E283129"
            })
    void everyFormIsMasked(String shown) {
        assertThat(mask("p@ss w/rd~(1)").text("<" + shown + ">")).isEqualTo(shown.endsWith("WZ") ? "<***WZ>" : "<***>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            grüß"\\€😀 | "gr\\u00fc\\u00df\\"\\\\\\u20ac\\ud83d\\ude00"
            grüß"\\€😀 | "gr\\u00FC\\u00DF\\"\\\\\\u20AC\\uD83D\\uDE00"
            grüß"\\€😀 | "grüß\\"\\\\€😀"
            a<b>&c'd    | "a\\u003cb\\u003e\\u0026c\\u0027d"
            """)
    void jsonIsMaskedHoweverItIsEscaped(String secret, String json) {
        assertThat(JsonMapper.shared().readValue(json, String.class)).isEqualTo(secret);
        assertThat(mask(secret).text(json)).isEqualTo("\"***\"");
    }

    @Test
    void theLinesOfASecretAreMaskedAlone() {
        Mask mask = mask("first-line-1\r\n}\nsecond-line-2\nshort\n");
        assertThat(mask.text("second-line-2 and first-line-1, } and short")).isEqualTo("*** and ***, } and short");
        assertThat(mask.text(Base64.getEncoder().encodeToString("xsecond-line-2".getBytes(StandardCharsets.UTF_8))))
                .doesNotContain("vbmQtbGluZS0y");
    }

    @Test
    void aLineEndAtTheEndIsNoPartOfASecret() {
        assertThat(mask("hunter\n").text("it is hunter, is it")).isEqualTo("it is ***, is it");
    }

    @Test
    void whatIsTooShortIsNotMasked() throws SecretsException {
        Secrets secrets = new Secrets(List.of(secret("abc"), secret("abc\n")));
        assertThat(secrets.notMasked()).containsExactly("SECRET");
        assertThat(Mask.of(secrets.forms()).text("abcd")).isEqualTo("abcd");
    }

    @Test
    void whatIsTooMuchToBeMaskedIsRefusedByName() {
        assertThatThrownBy(() -> new Secrets(List.of(secret("x".repeat(65_537)))).forms())
                .isInstanceOf(SecretsException.class)
                .hasMessage("secret SECRET: expected at most 65536 bytes, so that it can be masked, found 65537");
        List<Secret> many = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            many.add(secret("y".repeat(60_000) + i));
        }
        assertThatThrownBy(() -> new Secrets(many).forms())
                .hasMessageStartingWith("expected secrets of at most 1500000 bytes in all the forms that are masked, "
                        + "found more with secret SECRET");
    }

    @Test
    void nothingOfASecretIsInTexts() {
        Secret secret = secret("hunter2-hunter2");
        assertThat(secret + " " + new Secrets(List.of(secret)) + mask("hunter2-hunter2"))
                .doesNotContain("hunter2");
    }

    /** Encoders that are not this project's; every one in the middle of something else. */
    @Test
    void noSecretLeavesInAnyEncoding() {
        RandomGenerator random = Seed.announced("SecretFormsTest").random();
        for (int round = 0; round < ROUNDS; round++) {
            String value = value(random);
            Mask mask = mask(value);
            String before = value(random);
            String after = value(random);
            List<String> shown = List.of(
                    value,
                    URLEncoder.encode(value, StandardCharsets.UTF_8),
                    URLEncoder.encode(value, StandardCharsets.UTF_8)
                            .replace("+", "%20")
                            .replace("%7E", "~"),
                    JsonMapper.shared().writeValueAsString(value).replaceAll("^\"|\"$", ""),
                    HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8)),
                    HexFormat.of()
                            .formatHex(value.getBytes(StandardCharsets.UTF_8))
                            .toUpperCase(Locale.ROOT));
            for (String form : shown) {
                assertThat(mask.text(before + form + after))
                        .as("round " + round)
                        .doesNotContain(form);
            }
            for (Base64.Encoder encoder : List.of(
                    Base64.getEncoder(),
                    Base64.getUrlEncoder(),
                    Base64.getUrlEncoder().withoutPadding())) {
                byte[] bytes = (before + value + after).getBytes(StandardCharsets.UTF_8);
                int from = before.getBytes(StandardCharsets.UTF_8).length;
                int to = from + value.getBytes(StandardCharsets.UTF_8).length;
                String encoded = encoder.encodeToString(bytes);
                int first = (8 * from + 5) / 6;
                int last = 8 * to / 6;
                assertThat(mask.text(encoded))
                        .as("round " + round)
                        .doesNotContain(encoded.substring(first, last))
                        .contains("***");
                // At the end nothing of it stays, up to the bits that it shares with what is in front.
                String atTheEnd = encoder.encodeToString((before + value).getBytes(StandardCharsets.UTF_8));
                assertThat(mask.text(atTheEnd)).as("round " + round).endsWith("***");
            }
        }
    }

    /** Without the star: the mask itself is no secret. */
    private static String value(RandomGenerator random) {
        String letters = random.nextBoolean() ? "abcXYZ019" : "aZ9-._~!'()+/ &=%\"\\<>?#\t\nüß€😀";
        int[] points = letters.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = 4 + random.nextInt(30); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    private static Mask mask(String secret) {
        try {
            return Mask.of(new Secrets(List.of(secret(secret))).forms());
        } catch (SecretsException e) {
            throw new AssertionError(e);
        }
    }

    private static Secret secret(String value) {
        return new Secret("SECRET", value.getBytes(StandardCharsets.UTF_8));
    }
}
