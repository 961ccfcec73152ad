package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Seed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every byte that a script writes arrives, whatever the bytes are and however long its lines. */
@ExtendWith(HostExtension.class)
class OutputIT {

    /** What a script writes to its two streams. */
    @SuppressWarnings("ArrayRecordComponent") // written and looked at, never compared
    record Written(String name, byte[] out, byte[] err) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Written> written() {
        byte[] invalid = {
            'a', (byte) 0xc3, '\n', (byte) 0xff, (byte) 0xfe, 'b', '\n', (byte) 0xed, (byte) 0xa0, (byte) 0x80
        };
        return Stream.of(
                new Written("nothing", bytes(""), bytes("")),
                new Written("a last line without newline", bytes("one\ntwo"), bytes("three")),
                new Written("empty lines and carriage returns", bytes("\n\n\r\n\r\r\n\n"), bytes("\r")),
                new Written("invalid UTF-8", invalid, new byte[] {(byte) 0x80}),
                new Written("NUL bytes", bytes("a\0b\n\0\0\n\0"), bytes("\0")),
                new Written(
                        "quotes, escapes and controls",
                        bytes("\"\\\u001b[31m\b\f\t\u007f\n{\"a\":1}\n"),
                        bytes("\\\"")),
                new Written(
                        "characters of two to four bytes",
                        bytes("ä€😀\u2028\ufeff\n".repeat(40_000)),
                        bytes("ä".repeat(100_001))),
                new Written("random bytes", random(3_000_000), random(1_000_000)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] random(int length) {
        RandomGenerator random = Seed.announced(OutputIT.class.getSimpleName()).random();
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("written")
    void rawIsTheBytesThemselves(Written written, Host host) throws IOException, InterruptedException {
        Finished finished = host.run(writer(host, written), "--format", "raw").run();

        assertAccounts(finished.assertEnded(0, "exited"), written);
        assertThat(finished.out()).isEqualTo(written.out);
        assertThat(finished.err()).isEqualTo(written.err);
    }

    @ParameterizedTest
    @MethodSource("written")
    void jsonCanBePutTogetherAgain(Written written, Host host) throws IOException, InterruptedException {
        Finished finished = host.run(writer(host, written), "--format", "json").run();

        assertAccounts(finished.assertEnded(0, "exited"), written);
        JsonOutput output = JsonOutput.parse(finished.out());
        assertThat(output.stream("stdout")).isEqualTo(written.out);
        assertThat(output.stream("stderr")).isEqualTo(written.err);
        assertThat(output.events())
                .contains("verified", "unpacked", "started", "ended")
                .endsWith("result");
        assertThat(finished.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pretty", "logfmt"})
    void whatIsForReadingIsWellFormedAndHasNoControls(String format, Host host)
            throws IOException, InterruptedException {
        Written written = new Written("hostile", bytes("a\u001b]0;title\u0007\0b\u009b\n"), bytes("c\u001b[2J\n"));

        Finished finished = host.run(writer(host, written), "--format", format).run();

        assertAccounts(finished.assertEnded(0, "exited"), written);
        String shown = finished.outText() + finished.errText();
        assertThat(shown).contains("title", "[2J");
        assertThat(shown.chars()
                        .filter(c -> (c < ' ' && c != '\n') || c == 0x7f || (c >= 0x80 && c < 0xa0))
                        .toArray())
                .as("control characters in " + shown)
                .isEmpty();
    }

    @Test
    void aLineOf100MegabytesArrivesInPieces(Host host) throws IOException, InterruptedException {
        Path payload = host.bash("head -c 104857600 /dev/zero | tr '\\0' x").pack();

        Finished finished = host.run(payload, "--format", "json").run();

        JsonNode result = finished.assertEnded(0, "exited");
        byte[] line = JsonOutput.parse(finished.out()).stream("stdout");
        assertThat(line.length).isEqualTo(104_857_600);
        assertThat(result.at("/output/stdout/sha256").asString()).isEqualTo(Sha256.hex(line));
        assertThat(JsonOutput.longestLine(finished.out()))
                .as("longest line of the output")
                .isLessThan(70_000);
    }

    @Test
    void bothStreamsAtOnceKeepTheirOwnOrder(Host host) throws IOException, InterruptedException {
        Path payload = host.bash("seq 200000 & seq 300000 >&2 & wait").pack();

        Finished finished = host.run(payload, "--format", "json").run();

        finished.assertEnded(0, "exited");
        JsonOutput output = JsonOutput.parse(finished.out());
        assertThat(output.stream("stdout")).isEqualTo(numbers(200_000));
        assertThat(output.stream("stderr")).isEqualTo(numbers(300_000));
    }

    private static byte[] numbers(int last) {
        ByteArrayOutputStream numbers = new ByteArrayOutputStream();
        for (int number = 1; number <= last; number++) {
            numbers.writeBytes(bytes(number + "\n"));
        }
        return numbers.toByteArray();
    }

    private static Path writer(Host host, Written written) throws IOException, InterruptedException {
        return host.bash("cat out; cat err >&2")
                .file("out", written.out)
                .file("err", written.err)
                .pack();
    }

    private static void assertAccounts(JsonNode result, Written written) {
        assertThat(result.at("/output/stdout/bytes").asInt()).isEqualTo(written.out.length);
        assertThat(result.at("/output/stderr/bytes").asInt()).isEqualTo(written.err.length);
        assertThat(result.at("/output/stdout/sha256").asString()).isEqualTo(Sha256.hex(written.out));
        assertThat(result.at("/output/stderr/sha256").asString()).isEqualTo(Sha256.hex(written.err));
    }
}
