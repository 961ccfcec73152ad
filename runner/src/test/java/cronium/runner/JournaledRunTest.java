package cronium.runner;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.runner.journal.Frame;
import cronium.runner.journal.FrameReader;
import cronium.runner.journal.ResultSchema;
import cronium.runner.output.StreamName;
import cronium.testkit.Await;
import cronium.testkit.Leaks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The runner with a journal, and out of its caller's session. */
class JournaledRunTest {
    @TempDir
    private Path base;

    private Path journal;

    @BeforeEach
    void place() {
        journal = base.resolve("state/journal/exec-1");
    }

    @AfterEach
    void nothingElseIsLeft() {
        Leaks.assertNoProcess(base.toString());
        Leaks.assertNothingIn(base.resolve("state/executions"));
    }

    @Test
    void outputIsInTheJournalAndNowhereElse() throws Exception {
        RunnerProcess runner = run("printf 'a\\0\\377'; echo oops >&2; exit 7");
        assertThat(runner.exitCode()).as(runner.errors()).isEqualTo(7);
        assertThat(runner.output() + runner.errors()).isEmpty();
        assertThat(printed(StreamName.STDOUT)).isEqualTo(new byte[] {'a', 0, -1});
        assertThat(text(StreamName.STDERR)).isEqualTo("oops\n");
        assertThat(frames()).allSatisfy(frame -> assertThat(frame.nanos()).isPositive());
        assertThat(journal.resolve("result.json")).hasContent(runner.resultText());
        assertThat(journaledResult("exited").at("/output/stdout/bytes").asInt()).isEqualTo(3);
    }

    @Test
    void whatTheRunnerItselfSaysIsShownAndNotInTheJournal() throws Exception {
        RunnerProcess runner = run("echo hello", "--format", "json");
        assertThat(runner.exitCode()).isZero();
        assertThat(runner.output())
                .contains("\"event\":\"started\"", "\"event\":\"result\"")
                .doesNotContain("hello");
        assertThat(text(StreamName.STDOUT)).isEqualTo("hello\n");
    }

    @Test
    void anIdThatHasRunIsRefusedAndNothingIsTouched() throws Exception {
        Path payload = RunnerProcess.payload(base, "bash", "echo x >>" + base.resolve("count"), "");
        assertThat(start(payload).exitCode()).isZero();
        String result = Files.readString(journal.resolve("result.json"));
        RunnerProcess second = start(payload);
        assertThat(second.exitCode()).isEqualTo(116);
        assertThat(second.errors()).contains("rejected (execution.journaled)", journal + ", which is over");
        assertThat(second.resultText()).isEqualTo(result);
        assertThat(journal.resolve("result.json")).hasContent(result);
        assertThat(base.resolve("count")).hasContent("x");
    }

    @Test
    void whatDoesNotStartHasAResultInItsJournalAndDoesNotStartAgain() throws Exception {
        Path payload = RunnerProcess.payload(base, "bash", "true", "");
        assertThat(start(payload, "--secrets-from", "77").exitCode()).isEqualTo(125);
        assertThat(journaledResult("not-started").at("/outcome/message").asString())
                .contains("descriptor 77");
        assertThat(start(payload).exitCode()).isEqualTo(116);
    }

    @Test
    void aPayloadThatIsRefusedHasAResultInItsJournal() throws Exception {
        Path payload = RunnerProcess.payload(base, "bash", "true", "");
        RunnerProcess runner =
                RunnerProcess.start(base, payload, "--trust", base.toString(), "--journal", "--execution-id", "exec-1");
        assertThat(runner.exitCode()).isEqualTo(125);
        journaledResult("rejected");
        assertThat(frames()).isEmpty();
    }

    @Test
    void aKilledRunnerLeavesWhatWasPrintedAndNoResult() throws Exception {
        Path payload = RunnerProcess.payload(base, "bash", "echo ready; sleep 60", "");
        RunnerProcess killed = start(payload);
        awaitPrinted("ready\n");
        killed.process().destroyForcibly().waitFor();
        assertThat(text(StreamName.STDOUT)).isEqualTo("ready\n");
        assertThat(journal.resolve("result.json")).doesNotExist();
        RunnerProcess second = start(payload);
        assertThat(second.exitCode()).isEqualTo(116);
        assertThat(second.errors()).contains("whose runner is gone and left no result");
        sweep();
        assertThat(text(StreamName.STDOUT)).isEqualTo("ready\n");
    }

    @Test
    void secretsComeOnStandardInputAndTheScriptsOwnIsEmpty() throws Exception {
        Path payload = RunnerProcess.payload(base, "bash", "wc -c; readlink /proc/$$/fd/0; echo \"<$TOKEN>\"", "");
        RunnerProcess runner = start(payload, "--secrets-from", "0");
        try (OutputStream in = runner.process().getOutputStream()) {
            in.write("TOKEN=a-token\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(runner.exitCode()).as(runner.errors()).isZero();
        assertThat(text(StreamName.STDOUT)).isEqualTo("0\n/dev/null\n<***>\n");
        assertThat(Files.readString(journal.resolve("output"), StandardCharsets.ISO_8859_1))
                .doesNotContain("a-token");
    }

    @Test
    void aRunnerThatIsDetachedHasASessionOfItsOwnAndIsCancelledByItsProcessId() throws Exception {
        RunnerProcess runner = run("echo ready; sleep 60", "--detach");
        awaitPrinted("ready\n");
        assertThat(session(runner.process().pid())).isEqualTo(runner.process().pid());
        runner.signal("TERM");
        assertThat(runner.exitCode()).isEqualTo(143);
        journaledResult("cancelled");
    }

    @Test
    void withoutTheOptionItStaysInItsCallersSession() throws Exception {
        RunnerProcess runner = run("echo ready; sleep 60");
        awaitPrinted("ready\n");
        assertThat(session(runner.process().pid()))
                .isEqualTo(session(ProcessHandle.current().pid()));
        runner.signal("TERM");
        assertThat(runner.exitCode()).isEqualTo(143);
    }

    private RunnerProcess run(String script, String... options) throws Exception {
        return start(RunnerProcess.payload(base, "bash", script, ""), options);
    }

    private RunnerProcess start(Path payload, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--allow-unsigned", "--journal", "--execution-id", "exec-1"));
        all.addAll(List.of(options));
        return RunnerProcess.start(base, payload, all.toArray(String[]::new));
    }

    /** As every start of a runner does it. */
    private void sweep() throws Exception {
        Path other = RunnerProcess.pack(base, Files.createDirectory(base.resolve("none")), "bash", "");
        RunnerProcess.start(base, other, "--allow-unsigned").exitCode();
    }

    private static long session(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3]);
    }

    private void awaitPrinted(String text) {
        Await.until(
                "'" + text + "' in the journal",
                () -> Files.exists(journal) ? text(StreamName.STDOUT) : "",
                text::equals);
    }

    private String text(StreamName stream) {
        return new String(printed(stream), StandardCharsets.UTF_8);
    }

    private byte[] printed(StreamName stream) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        frames().stream().filter(frame -> frame.stream() == stream).forEach(frame -> all.writeBytes(frame.bytes()));
        return all.toByteArray();
    }

    private List<Frame> frames() {
        List<Frame> frames = new ArrayList<>();
        try (FrameReader reader = FrameReader.open(journal.resolve("output"), 0)) {
            for (Optional<Frame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
                frames.add(frame.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return frames;
    }

    private JsonNode journaledResult(String kind) throws IOException {
        String text = Files.readString(journal.resolve("result.json"));
        ResultSchema.assertValid(text);
        JsonNode result = new JsonMapper().readTree(text);
        assertThat(result.at("/outcome/kind").asString()).isEqualTo(kind);
        return result;
    }
}
