package cronium.runner.output;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The formats that are for people and for other programs' eyes. */
class PresentationTest {
    private static final String HOSTILE =
            "\u001b]0;title\u0007\u001b[2Jtab\there\b \u007f \u009b31m \u202eevil\u202c \0";

    @Test
    void rawIsByteForByteOnTwoStreams() throws Exception {
        RandomGenerator random = Seed.announced("PresentationTest").random();
        byte[] out = Pieces.output(random, true);
        byte[] err = Pieces.output(random, true);
        ShownTo shown = ShownTo.by(OutputFormat.RAW, false, to -> {
            Pieces.inChunks(out, random, (chunk, length) -> to.output(StreamName.STDOUT, chunk, length));
            Pieces.inChunks(err, random, (chunk, length) -> to.output(StreamName.STDERR, chunk, length));
            to.idle();
            to.outputEnded();
            to.notice(new Notice(Notice.Level.INFO, "result", "not shown"));
        });
        assertThat(shown.standardOutput()).isEqualTo(out);
        assertThat(shown.standardError()).isEqualTo(err);
    }

    @Test
    void prettyPutsTimeAndStreamBeforeEachLine() throws Exception {
        ShownTo shown = pretty(false, "one\r\ntwo\n\nthree");
        assertThat(text(shown.standardOutput()))
                .isEqualTo("   1.250 | one\n   1.250 | two\n   1.250 | \n   1.250 | three\n");
        assertThat(shown.standardError()).isEmpty();
    }

    @Test
    void prettyShowsErrorsAndNoticesOnStandardError() throws Exception {
        ShownTo shown = ShownTo.by(OutputFormat.PRETTY, false, to -> {
            output(to, StreamName.STDERR, "oops\n");
            to.notice(new Notice(Notice.Level.DEBUG, "started", "not shown"));
            to.notice(new Notice(Notice.Level.INFO, "result", "exited with code 7"));
        });
        assertThat(text(shown.standardError())).isEqualTo("   1.250 ! oops\ncronium: exited with code 7\n");
    }

    @Test
    void prettyShowsABeginningOfALineWhenNothingCame() throws Exception {
        ShownTo shown = ShownTo.by(OutputFormat.PRETTY, false, to -> {
            output(to, StreamName.STDOUT, "prompt> ");
            to.idle();
            output(to, StreamName.STDOUT, "answer\n");
        });
        assertThat(text(shown.standardOutput())).isEqualTo("   1.250 | prompt> answer\n");
    }

    @Test
    void aScriptCannotDriveTheTerminal() throws Exception {
        for (boolean colours : new boolean[] {false, true}) {
            String shown = text(pretty(colours, HOSTILE + "\n").standardOutput());
            assertThat(shown)
                    .contains("\\x1b]0;title\\x07\\x1b[2Jtab\there\\x08 \\x7f \\xc2\\x9b31m \\xe2\\x80\\xaeevil");
            assertThat(shown.replace("\u001b[2m", "").replace("\u001b[0m", "")).doesNotContain("\u001b");
        }
    }

    @Test
    void coloursOfAScriptPassOnlyWhereColoursAreWanted() throws Exception {
        assertThat(text(pretty(true, "\u001b[1;31mred\n").standardOutput())).contains("\u001b[1;31mred\u001b[0m\n");
        assertThat(text(pretty(false, "\u001b[1;31mred\n").standardOutput())).contains("\\x1b[1;31mred\n");
    }

    @Test
    void logfmtHasTheReferencesKeys() throws Exception {
        ShownTo shown = logfmt("say \"hi\" \\ €\n" + HOSTILE + "\nlast\u007f");
        assertThat(text(shown.standardOutput()).lines())
                .containsExactly(
                        "time=2025-08-05T07:00:00.000001Z level=info msg=\"say \\\"hi\\\" \\\\ €\" stream=stdout seq=0",
                        "time=2025-08-05T07:00:00.000001Z level=info msg=\"\\x1b]0;title\\x07\\x1b[2Jtab\there\\x08 \\x7f"
                                + " \\xc2\\x9b31m \\xe2\\x80\\xaeevil\\xe2\\x80\\xac \\x00\" stream=stdout seq=1",
                        "time=2025-08-05T07:00:00.000001Z level=info msg=\"last\\x7f\" stream=stdout seq=2 eol=false");
    }

    @Test
    void aNoticeInLogfmtIsALine() throws Exception {
        ShownTo shown = ShownTo.by(
                OutputFormat.LOGFMT,
                false,
                to -> to.notice(new Notice(Notice.Level.ERROR, "result", "a\nb", Map.of("exitCode", "7"))));
        assertThat(text(shown.standardOutput()))
                .isEqualTo(
                        "time=2025-08-05T07:00:00.000001Z level=error msg=\"a\\nb\" event=result seq=0 exitCode=\"7\"\n");
    }

    @ParameterizedTest
    @CsvSource({"PRETTY", "RAW"})
    void aNoticeCannotDriveTheTerminalEither(OutputFormat format) throws Exception {
        ShownTo shown = ShownTo.by(
                format, false, to -> to.notice(new Notice(Notice.Level.ERROR, "result", "no file \u001b[2J\n\u0007")));
        assertThat(text(shown.standardError())).endsWith("no file \\x1b[2J\\n\\x07\n");
    }

    @ParameterizedTest
    @CsvSource({"pretty, PRETTY", "json, JSON", "logfmt, LOGFMT", "raw, RAW"})
    void aFormatIsFoundByItsWord(String word, OutputFormat format) {
        assertThat(OutputFormat.named(word)).contains(format);
        assertThat(OutputFormat.named(word + "x")).isEmpty();
    }

    private static ShownTo pretty(boolean colours, String output) throws Exception {
        return ShownTo.by(OutputFormat.PRETTY, colours, to -> {
            output(to, StreamName.STDOUT, output);
            to.outputEnded();
        });
    }

    private static ShownTo logfmt(String output) throws Exception {
        return ShownTo.by(OutputFormat.LOGFMT, false, to -> {
            output(to, StreamName.STDOUT, output);
            to.outputEnded();
        });
    }

    private static void output(Presentation to, StreamName stream, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.output(stream, bytes, bytes.length);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
