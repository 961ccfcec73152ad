package cronium.runner;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.payload.archive.ArchiveException;
import cronium.runner.journal.ResultSchema;
import cronium.testkit.Await;
import cronium.testkit.Leaks;
import cronium.testkit.children.Child;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The runner as a process: what it shows, reports and leaves. */
class RunTest {
    @TempDir
    private Path base;

    @AfterEach
    void nothingIsLeft() {
        Leaks.assertNoProcess(base.toString());
        Leaks.assertNothingIn(base.resolve("state/executions"));
        Leaks.assertNothingIn(base.resolve("state/spool"));
    }

    @ParameterizedTest
    @CsvSource({"'exit 7', 7, exited", "'kill -SEGV $$', 139, signalled", "'exit 124', 124, exited"})
    void theScriptsEndIsTheRunners(String script, int exitCode, String kind) throws Exception {
        RunnerProcess runner = unsigned(script);
        assertThat(runner.exitCode()).as(runner.errors()).isEqualTo(exitCode);
        assertResult(runner, kind, exitCode);
    }

    @Test
    void outputIsAsItWasAndAccountedFor() throws Exception {
        RunnerProcess runner = unsigned("printf 'a\\0b'; echo oops >&2; env | grep -c LEAKS");
        assertThat(runner.exitCode()).isEqualTo(1);
        assertThat(runner.output()).isEqualTo("a\0b0\n");
        assertThat(runner.errors()).isEqualTo("oops\n");
        JsonNode output = assertResult(runner, "exited", 1).get("output");
        assertThat(output.get("stdout").get("bytes").asInt()).isEqualTo(5);
        assertThat(output.get("stderr").get("bytes").asInt()).isEqualTo(5);
    }

    @Test
    void theTimeLimitOfTheManifestHolds() throws Exception {
        RunnerProcess runner = RunnerProcess.start(
                base,
                RunnerProcess.payload(base, "bash", "sleep 60", "limits: {timeout: 200ms, grace: 1s}\n"),
                "--allow-unsigned");
        assertThat(runner.exitCode()).isEqualTo(124);
        JsonNode result = assertResult(runner, "timed-out", 124);
        assertThat(result.get("outcome").get("limitMillis").asInt()).isEqualTo(200);
        assertThat(result.get("enforced").toString()).contains("timeout");
    }

    @Test
    void withoutSignatureNothingRuns() throws Exception {
        Path payload = RunnerProcess.payload(base, "bash", "touch " + base.resolve("ran"), "");
        RunnerProcess runner = RunnerProcess.start(base, payload, "--trust", base.toString());
        assertThat(runner.exitCode()).isEqualTo(125);
        assertThat(base.resolve("ran")).doesNotExist();
        assertThat(assertResult(runner, "rejected", 125).has("usage")).isFalse();
    }

    @Test
    void noProgramGivesAScriptNewPrivileges() throws Exception {
        Path payload = RunnerProcess.payload(base, "bash", "grep -q '^NoNewPrivs:.1' /proc/self/status", "");
        RunnerProcess runner = RunnerProcess.start(base, payload, "--allow-unsigned");
        assertThat(runner.exitCode()).isZero();
        assertThat(assertResult(runner, "exited", 0).get("enforced").toString()).contains("no-new-privileges");
    }

    @Test
    void inWarnModeAnUnsignedPayloadRunsAndTheResultSaysWhatItIs() throws Exception {
        Path payload = RunnerProcess.payload(base, "bash", "exit 3", "");
        RunnerProcess runner = RunnerProcess.start(base, payload, "--trust-mode=warn", "--trust", base.toString());
        assertThat(runner.exitCode()).isEqualTo(3);
        JsonNode signature = assertResult(runner, "exited", 3).at("/payload/signature");
        assertThat(signature.get("state").asString()).isEqualTo("refused");
        assertThat(signature.get("faultCode").asString()).isEqualTo("signature.missing");
    }

    @Test
    void aPayloadThatIsNotThereIsRejected() throws Exception {
        RunnerProcess runner = RunnerProcess.start(base, base.resolve("none.tar.gz"), "--allow-unsigned");
        assertThat(runner.exitCode()).isEqualTo(125);
        assertThat(assertResult(runner, "rejected", 125)
                        .get("outcome")
                        .get("faultCode")
                        .asString())
                .isEqualTo("payload.not-found");
    }

    @ParameterizedTest
    @CsvSource({"/no/such/bash, 127, interpreter-missing", "/etc/hostname, 126, cannot-execute"})
    void anInterpreterThatCannotStartIsNoExitOfTheScript(String interpreter, int exitCode, String reason)
            throws Exception {
        RunnerProcess runner = RunnerProcess.start(
                base,
                RunnerProcess.payload(base, "bash", "exit 0", ""),
                "--allow-unsigned",
                "--interpreter",
                interpreter);
        assertThat(runner.exitCode()).isEqualTo(exitCode);
        assertThat(assertResult(runner, "not-started", exitCode)
                        .get("outcome")
                        .get("reason")
                        .asString())
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
    void aSignalStopsTheScriptAndItsChildren(String signal, int exitCode) throws Exception {
        RunnerProcess runner = unsigned("sleep 60 & echo ready; wait", "--grace", "1m");
        runner.awaitOutput("ready").signal(signal);
        assertThat(runner.exitCode()).isEqualTo(exitCode);
        assertResult(runner, "cancelled", exitCode);
    }

    @Test
    void twoSignalsDoNotWaitForTheGrace() throws Exception {
        RunnerProcess runner = child(Child.IGNORES_SIGNALS, "", "--grace", "1h");
        runner.awaitOutput("ready").signal("INT");
        runner.signal("INT");
        assertThat(runner.exitCode()).isEqualTo(130);
        assertResult(runner, "cancelled", 130);
    }

    @Test
    void aWorkDirectoryThatIsHardToRemoveIsRemoved() throws Exception {
        RunnerProcess runner = child(Child.LEAVES_TREES, "arguments: ['1000']\n");
        assertThat(runner.exitCode()).as(runner.errors()).isZero();
        assertThat(assertResult(runner, "exited", 0).get("leftovers")).isEmpty();
    }

    @Test
    void peakMemoryIsTheScripts() throws Exception {
        RunnerProcess large = child(Child.ALLOCATES, "arguments: ['200']\n");
        assertThat(large.exitCode()).as(large.errors()).isZero();
        JsonNode usage = assertResult(large, "exited", 0).get("usage");
        assertThat(usage.get("peakMemoryBytes").asLong()).isBetween(200L << 20, 260L << 20);
        assertThat(usage.get("peakMemorySource").asString()).isEqualTo("kernel");
    }

    @Test
    void aFullDiskUnderTheRunnersOutputDoesNotFailTheScript() throws Exception {
        Path payload = RunnerProcess.payload(base, "bash", "seq 100000; exit 7", "");
        RunnerProcess runner =
                RunnerProcess.startTo(Path.of("/dev/full"), base, payload, "--allow-unsigned", "--format", "json");
        assertThat(runner.exitCode()).isEqualTo(7);
        JsonNode output = assertResult(runner, "exited", 7).get("output");
        assertThat(output.get("undelivered").asString()).contains("ENOSPC");
        assertThat(output.get("stdout").get("bytes").asInt()).isEqualTo(588_895);
    }

    @Test
    void whatAKilledRunnerLeftIsSweptByTheNext() throws Exception {
        Path payload = RunnerProcess.payload(base, "bash", "setsid sleep 60 & echo ready; sleep 60", "");
        RunnerProcess killed = RunnerProcess.start(base, payload, "--allow-unsigned", "--execution-id", "exec-1");
        killed.awaitOutput("ready");
        Path session = base.resolve("state/executions/exec-1/session");
        Await.until("the note of the session", () -> Files.exists(session), exists -> exists);
        killed.process().destroyForcibly().waitFor();
        assertThat(base.resolve("state/executions/exec-1/payload/script")).exists();
        Path other = RunnerProcess.pack(base, Files.createDirectory(base.resolve("none")), "bash", "");
        RunnerProcess next = RunnerProcess.start(base, other, "--allow-unsigned");
        assertThat(next.exitCode()).isEqualTo(125);
    }

    @Test
    void theSameExecutionIsNotRunTwiceAtOnce() throws Exception {
        Path payload = RunnerProcess.payload(base, "bash", "echo ready; sleep 60", "");
        RunnerProcess first = RunnerProcess.start(base, payload, "--allow-unsigned", "--execution-id", "exec-1");
        first.awaitOutput("ready");
        Path elsewhere = Files.createDirectory(base.resolve("elsewhere"));
        RunnerProcess second = RunnerProcess.start(
                elsewhere,
                payload,
                "--allow-unsigned",
                "--execution-id",
                "exec-1",
                "--state",
                base.resolve("state").toString());
        assertThat(second.exitCode()).isEqualTo(125);
        assertThat(second.result().get("outcome").get("faultCode").asString()).isEqualTo("execution.under-way");
        first.signal("TERM");
        assertThat(first.exitCode()).isEqualTo(143);
    }

    private RunnerProcess unsigned(String script, String... options) throws IOException, ArchiveException {
        return RunnerProcess.start(base, RunnerProcess.payload(base, "bash", script, ""), with(options));
    }

    private RunnerProcess child(Child child, String more, String... options) throws IOException, ArchiveException {
        String interpreter = child.interpreter().equals("bash") ? "bash" : "python";
        String script = new String(child.text(), StandardCharsets.UTF_8);
        return RunnerProcess.start(base, RunnerProcess.payload(base, interpreter, script, more), with(options));
    }

    private static String[] with(String... options) {
        String[] all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = "--allow-unsigned";
        return all;
    }

    private static JsonNode assertResult(RunnerProcess runner, String kind, int exitCode) throws IOException {
        ResultSchema.assertValid(runner.resultText());
        JsonNode result = runner.result();
        assertThat(result.get("outcome").get("kind").asString()).isEqualTo(kind);
        assertThat(result.get("exitCode").asInt()).isEqualTo(exitCode);
        return result;
    }
}
