package cronium.payload.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.documents.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the fuzzer once found or needed to get somewhere is read as documented; finding more is {@link FuzzRun}'s. */
class CorpusTest {
    static List<FuzzTarget> targets() {
        return FuzzTarget.all();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void everyInputIsReadAsDocumented(FuzzTarget target) throws Exception {
        Map<String, byte[]> corpus = Corpus.read(target);
        assertThat(corpus).isNotEmpty();
        for (Map.Entry<String, byte[]> input : corpus.entrySet()) {
            read(target, input.getValue(), input.getKey());
        }
        for (byte[] seed : target.seeds().make()) {
            read(target, seed, "a seed");
        }
        read(target, new byte[0], "nothing");
    }

    @Test
    void everyTargetIsRunAndHasACorpus() throws IOException {
        try (Stream<Path> sources = Files.walk(Document.root().resolve("payload/src/test/java"))) {
            assertThat(sources.map(file -> file.getFileName().toString()).filter(name -> name.endsWith("Fuzz.java")))
                    .containsExactlyInAnyOrderElementsOf(targets().stream()
                            .map(target -> target.name() + ".java")
                            .toList());
        }
        try (Stream<Path> corpora = Files.list(Corpus.directory())) {
            assertThat(corpora)
                    .containsExactlyInAnyOrderElementsOf(
                            targets().stream().map(Corpus::file).toList());
        }
    }

    @Test
    void theCorpusIsSmall() throws IOException {
        long bytes = 0;
        for (FuzzTarget target : targets()) {
            assertThat(Corpus.read(target).values())
                    .allSatisfy(input -> assertThat(input).hasSizeLessThanOrEqualTo(target.maxBytes()));
            bytes += Files.size(Corpus.file(target));
        }
        assertThat(bytes).isLessThan(Corpus.MAX_BYTES);
    }

    private static void read(FuzzTarget target, byte[] input, String what) {
        try {
            target.input().read(input);
        } catch (Exception | AssertionError | StackOverflowError undocumented) {
            throw new AssertionError(target + " on " + what, undocumented);
        }
    }
}
