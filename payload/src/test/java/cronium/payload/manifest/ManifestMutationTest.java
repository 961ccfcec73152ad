package cronium.payload.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Seed;
import cronium.testkit.manifests.ValidManifest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ManifestMutationTest {
    private static final int ROUNDS = Integer.getInteger("cronium.mutations", 2000);

    private static final List<String> FRAGMENTS = List.of(
            "&a ",
            "*a",
            "<<: *a",
            "[",
            "]",
            "{",
            "}",
            "? ",
            ": ",
            "- ",
            "!!map ",
            "!x ",
            "---\n",
            "...\n",
            "%YAML 1.2\n",
            "\"",
            "'",
            "|\n",
            ">-\n",
            "\t",
            "\n",
            "\r",
            "\u0000",
            "\u0085",
            "\u2028",
            "\uFEFF",
            "\\ud83d",
            "\\x00",
            "#",
            "..",
            "/",
            "~",
            "null",
            "99999999999999999999",
            "-1",
            "1h",
            "KiB",
            "CRONIUM_",
            "apiToken: t\n",
            "  ",
            "😀");

    @Test
    void aMutatedManifestIsReadOrRefusedAndNothingElse() {
        RandomGenerator random = Seed.announced("mutated manifests").random();
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] content = mutated(random);
            try {
                Manifest manifest = ManifestParser.parse(content, "manifest.yaml");
                accepted++;
                assertThat(manifest.entrypoint()).isNotEmpty().doesNotStartWith("/");
                assertThat(manifest.environment().keySet()).allMatch(EnvironmentName::isAllowed);
            } catch (ManifestException refused) {
                assertThat(refused.problems()).isNotEmpty();
                assertThat(refused.getMessage()).doesNotContainPattern("[\\p{Cc}&&[^\\n]]");
            } catch (RuntimeException | StackOverflowError undocumented) {
                throw new AssertionError(
                        "undocumented failure in round " + round + " on:\n"
                                + new String(content, StandardCharsets.UTF_8),
                        undocumented);
            }
        }
        System.out.println("mutated manifests: " + accepted + " of " + ROUNDS + " still valid");
        assertThat(accepted).isBetween(1, ROUNDS - 1);
    }

    private static byte[] mutated(RandomGenerator random) {
        byte[] content = (random.nextInt(10) == 0 ? ValidManifest.SHORTEST : ValidManifest.FULL)
                .getBytes(StandardCharsets.UTF_8);
        int mutations = 1 + random.nextInt(4);
        for (int i = 0; i < mutations; i++) {
            content = mutatedOnce(content, random);
        }
        return content;
    }

    private static byte[] mutatedOnce(byte[] content, RandomGenerator random) {
        int from = random.nextInt(content.length + 1);
        int to = Math.min(content.length, from + random.nextInt(12));
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        result.write(content, 0, from);
        switch (random.nextInt(6)) {
            case 0 -> result.write(content, to, content.length - to);
            case 1 -> {
                result.writeBytes(
                        FRAGMENTS.get(random.nextInt(FRAGMENTS.size())).getBytes(StandardCharsets.UTF_8));
                result.write(content, from, content.length - from);
            }
            case 2 -> {
                result.writeBytes(
                        FRAGMENTS.get(random.nextInt(FRAGMENTS.size())).getBytes(StandardCharsets.UTF_8));
                result.write(content, to, content.length - to);
            }
            case 3 -> {
                result.write(random.nextInt(256));
                result.write(content, from, content.length - from);
            }
            case 4 -> {
                result.write(content, from, to - from);
                result.write(content, from, content.length - from);
            }
            default -> {
                int other = random.nextInt(content.length + 1);
                result.write(content, other, content.length - other);
            }
        }
        return result.toByteArray();
    }
}
