package cronium.runner.output;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private final List<Line> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(StreamName.STDOUT, this::keep);

    @Test
    void linesEndAtNewlinesAndTheLastMayHaveNone() {
        feed("one\n\ntwo");
        splitter.end();
        assertThat(texts()).containsExactly("one|", "|", "two");
    }

    @Test
    void aStreamThatEndsWithANewlineHasNoLineAfterIt() {
        feed("one\n");
        splitter.end();
        splitter.end();
        assertThat(texts()).containsExactly("one|");
    }

    @Test
    void aLineInManyReadsIsOneLine() {
        feed("o", "n", "e", "\n");
        assertThat(texts()).containsExactly("one|");
    }

    @Test
    void aLineOfExactlyOnePieceIsNotCut() {
        feed("x".repeat(LineSplitter.PIECE), "\n");
        assertThat(lines)
                .hasSize(1)
                .allSatisfy(line -> assertThat(line.inPieces()).isFalse());
    }

    @Test
    void aLongerLineComesInNumberedPieces() {
        feed("x".repeat(LineSplitter.PIECE * 2 + 1) + "\nnext\n");
        assertThat(lines).extracting(Line::piece).containsExactly(0, 1, 2, 0);
        assertThat(lines).extracting(Line::more).containsExactly(true, true, false, false);
        assertThat(lines).extracting(Line::newline).containsExactly(false, false, true, true);
    }

    @Test
    void aPieceDoesNotEndInsideACharacter() {
        feed("x" + "€".repeat(30_000) + "\n");
        assertThat(lines)
                .hasSizeGreaterThan(1)
                .allSatisfy(line -> assertThat(Utf8.isValid(line.bytes(), line.offset(), line.end()))
                        .isTrue());
    }

    @Test
    void anUnfinishedLineGoesOutWhenAskedButNotHalfACharacter() {
        byte[] euro = "ab€".getBytes(StandardCharsets.UTF_8);
        splitter.accept(euro, 4);
        splitter.flushUnfinished();
        splitter.flushUnfinished();
        splitter.accept(Arrays.copyOfRange(euro, 4, 5), 1);
        feed("\n");
        assertThat(texts()).containsExactly("ab", "€|");
        assertThat(lines).extracting(Line::piece).containsExactly(0, 1);
    }

    @Test
    void aNewlineAloneEndsALineThatWentOutBefore() {
        feed("prompt> ");
        splitter.flushUnfinished();
        feed("\n");
        assertThat(texts()).containsExactly("prompt> ", "|");
        assertThat(lines.getLast().piece()).isEqualTo(1);
    }

    @Test
    void anyChunkingGivesTheSameBytesAndTheSameLines() {
        RandomGenerator random = Seed.announced("LineSplitterTest").random();
        for (int run = 0; run < 300; run++) {
            byte[] bytes = Pieces.output(random, true);
            lines.clear();
            LineSplitter fresh = new LineSplitter(StreamName.STDERR, this::keep);
            Pieces.inChunks(bytes, random, (chunk, length) -> {
                fresh.accept(chunk, length);
                if (random.nextInt(5) == 0) {
                    fresh.flushUnfinished();
                }
            });
            fresh.end();
            assertThat(together()).isEqualTo(bytes);
            assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(LineSplitter.PIECE));
            long whole = lines.stream().filter(line -> !line.more()).count();
            assertThat(whole).isEqualTo(naiveLines(bytes));
        }
    }

    private static long naiveLines(byte[] bytes) {
        long newlines = new String(bytes, StandardCharsets.ISO_8859_1)
                .chars()
                .filter(c -> c == '\n')
                .count();
        return newlines + (bytes.length > 0 && bytes[bytes.length - 1] != '\n' ? 1 : 0);
    }

    private void feed(String... chunks) {
        for (String chunk : chunks) {
            byte[] bytes = chunk.getBytes(StandardCharsets.UTF_8);
            splitter.accept(bytes, bytes.length);
        }
    }

    private void keep(Line line) {
        byte[] copy = Arrays.copyOfRange(line.bytes(), line.offset(), line.end());
        lines.add(new Line(line.stream(), copy, 0, copy.length, line.piece(), line.more(), line.newline()));
    }

    private List<String> texts() {
        return lines.stream()
                .map(line -> new String(line.bytes(), StandardCharsets.UTF_8) + (line.newline() ? "|" : ""))
                .toList();
    }

    private byte[] together() {
        ByteBuilder all = new ByteBuilder(1024);
        for (Line line : lines) {
            all.put(line.bytes());
            if (line.newline()) {
                all.put('\n');
            }
        }
        return Arrays.copyOf(all.bytes(), all.length());
    }
}
