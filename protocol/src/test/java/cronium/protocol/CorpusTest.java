package cronium.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the fuzzer once found or needed to get somewhere is read as documented; finding more is {@link FuzzRun}'s. */
class CorpusTest {
    private static final long MAX_CORPUS_BYTES = 256 << 10;

    @Test
    void everyInputIsReadAsDocumented() throws IOException {
        assertThat(MessagesFuzz.kept()).isNotEmpty();
        for (Map.Entry<String, byte[]> input : MessagesFuzz.kept().entrySet()) {
            read(input.getValue(), input.getKey());
        }
        for (byte[] seed : MessagesFuzz.seeds()) {
            read(seed, "a seed");
        }
        read(new byte[0], "nothing");
    }

    @Test
    void theCorpusIsSmall() throws IOException {
        assertThat(MessagesFuzz.kept().values())
                .allSatisfy(input -> assertThat(input).hasSizeLessThanOrEqualTo(MessagesFuzz.MAX_BYTES));
        assertThat(Files.size(MessagesFuzz.corpus())).isLessThan(MAX_CORPUS_BYTES);
    }

    private static void read(byte[] input, String what) {
        try {
            MessagesFuzz.fuzzerTestOneInput(input);
        } catch (RuntimeException | AssertionError | StackOverflowError undocumented) {
            throw new AssertionError("MessagesFuzz on " + what, undocumented);
        }
    }
}
