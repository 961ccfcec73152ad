package cronium.runner.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cronium.payload.manifest.Filesystem;
import cronium.payload.manifest.LimitText;
import cronium.payload.manifest.Limits;
import cronium.payload.manifest.Network;
import cronium.payload.manifest.Sandbox;
import cronium.runner.contain.TreeLayer;
import cronium.runner.linux.Errno;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.ProcessTable;
import cronium.runner.linux.Signals;
import cronium.runner.output.StreamAccount;
import cronium.runner.output.StreamName;
import cronium.runner.plan.LaunchPlan;
import cronium.testkit.Await;
import cronium.testkit.Leaks;
import cronium.testkit.Processes;
import cronium.testkit.children.Child;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@MethodSource("cronium.runner.supervise.TestBounds#layers")
class SupervisorTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final TreeLayer layer;

    @TempDir
    private Path directory;

    SupervisorTest(TreeLayer layer) {
        this.layer = layer;
    }

    @AfterEach
    void nothingLives() {
        Leaks.assertNoProcess(directory.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {Signals.HUP, Signals.INT, Signals.TERM})
    void aChildThatIgnoresSignalsIsKilledAfterTheGrace(int signal) throws Exception {
        SupervisedChild child = SupervisedChild.start(directory, Child.IGNORES_SIGNALS, grace(SHORT));
        Ended ended = child.awaitReady().stop(signal).end();
        assertThat(ended.outcome()).isEqualTo(new Outcome.Cancelled(signal));
        assertThat(ended.scriptEnd()).contains(new ScriptEnd.Signalled(Signals.KILL));
        assertThat(ended.survivors()).isEmpty();
    }

    @Test
    void aSecondRequestDoesNotWaitForTheGrace() throws Exception {
        SupervisedChild child = SupervisedChild.start(directory, Child.IGNORES_SIGNALS, grace(LONG));
        Ended ended = child.awaitReady().stop(Signals.INT).stop(Signals.INT).end();
        assertThat(ended.outcome()).isEqualTo(new Outcome.Cancelled(Signals.INT));
        assertThat(ended.scriptEnd()).contains(new ScriptEnd.Signalled(Signals.KILL));
    }

    @Test
    void theSignalOfTheRequestReachesTheScript() throws Exception {
        SupervisedChild child = SupervisedChild.start(directory, Child.REPORTS_SIGNALS, grace(LONG));
        Ended ended = child.awaitReady().stop(Signals.TERM).end();
        assertThat(child.standardOutput()).isEqualTo("ready\nTERM\n");
        assertThat(ended.outcome()).isEqualTo(new Outcome.Cancelled(Signals.TERM));
        assertThat(ended.scriptEnd()).contains(new ScriptEnd.Exited(9));
    }

    @Test
    void aScriptThatHasStoppedItselfWakesUpToBeStopped() throws Exception {
        SupervisedChild child = SupervisedChild.start(directory, Child.STOPS_ITS_GROUP, grace(LONG));
        child.awaitReady();
        Await.until(
                "a stopped process",
                () -> Processes.marked(directory.toString()).stream()
                        .map(process -> Processes.status(process.pid(), "State"))
                        .toList(),
                states -> states.stream().anyMatch(state -> state.startsWith("T")));
        Ended ended = child.stop(Signals.TERM).end();
        assertThat(ended.scriptEnd()).contains(new ScriptEnd.Exited(5));
        assertThat(child.standardOutput()).isEqualTo("ready\nTERM\n");
    }

    @Test
    void theTimeLimitEndsAScript() throws Exception {
        SupervisedChild child = SupervisedChild.start(
                directory,
                Child.IGNORES_SIGNALS,
                TestBounds.of(layer, LimitText.parse("timeout", "100ms"), Sandbox.host(), SHORT, List.of()));
        assertThat(child.end().outcome()).isEqualTo(new Outcome.TimedOut(SHORT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "TERM", "SEGV", "USR1"})
    void aScriptThatKillsItselfIsSignalledNotExited(String signal) throws Exception {
        Ended ended = SupervisedChild.start(directory, Child.KILLS_ITSELF, grace(LONG), signal)
                .end();
        assertThat(ended.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Signalled.class,
                        end -> assertThat(Signals.name(end.signal())).isEqualTo("SIG" + signal));
    }

    @Test
    void aDaemonIsFoundAndKilled() throws Exception {
        Path pidFile = directory.resolve("daemon.pid");
        Ended ended = SupervisedChild.start(directory, Child.DAEMONISES, grace(SHORT), pidFile.toString())
                .end();
        assertThat(ended.outcome()).isEqualTo(new Outcome.Exited(0));
        assertThat(ended.survivors()).isEmpty();
        int daemon = Integer.parseInt(Files.readString(pidFile).strip());
        if (layer != TreeLayer.PID_NAMESPACE) {
            // Elsewhere the number is of that namespace, and the look for marked processes at the end has to do.
            assertThat(Processes.status(daemon, "State")).isEmpty();
        }
    }

    @Test
    void processesThatForkAndEndWithoutPauseAreCaught() throws Exception {
        SupervisedChild child = SupervisedChild.start(directory, Child.RESPAWNS, grace(SHORT), "3");
        Ended ended = child.awaitReady().stop(Signals.TERM).end();
        assertThat(ended.survivors()).isEmpty();
        assertThat(ended.outcome()).isEqualTo(new Outcome.Cancelled(Signals.TERM));
    }

    @Test
    void aSwarmOfProcessesThatIgnoreSignalsIsKilled() throws Exception {
        SupervisedChild child = SupervisedChild.start(directory, Child.SWARMS, grace(SHORT), "200");
        Ended ended = child.awaitReady().stop(Signals.HUP).end();
        assertThat(ended.survivors()).isEmpty();
        assertThat(ended.output()).isPresent();
    }

    @Test
    void aFloodArrivesCompleteOnBothStreams() throws Exception {
        SupervisedChild child = SupervisedChild.start(directory, Child.FLOODS, grace(LONG), "20000000");
        Ended ended = child.end();
        assertThat(ended.outcome()).isEqualTo(new Outcome.Exited(0));
        Ended.OutputAccount account = ended.output().orElseThrow();
        assertThat(account.standardOutput().bytes()).isEqualTo(20_000_006);
        assertThat(account.standardError().bytes()).isEqualTo(20_000_000);
        assertThat(account.standardError().sha256())
                .isEqualTo(sha256("complaints\n".repeat(2_000_000).substring(0, 20_000_000)));
    }

    @Test
    void aFloodWithoutEndIsStoppedAndItsAccountIsOfWhatWasRead() throws Exception {
        SupervisedChild child = SupervisedChild.start(directory, Child.FLOODS, grace(LONG));
        Ended ended = child.awaitReady().stop(Signals.TERM).end();
        assertThat(ended.outcome()).isEqualTo(new Outcome.Cancelled(Signals.TERM));
        assertThat(ended.output().orElseThrow().standardOutput().bytes()).isPositive();
    }

    @Test
    void aScriptThatClosesItsOutputIsNotOver() throws Exception {
        Path went = directory.resolve("went-on");
        Path go = directory.resolve("go");
        SupervisedChild child =
                SupervisedChild.start(directory, Child.CLOSES_ITS_OUTPUT, grace(LONG), went.toString(), go.toString());
        Await.until("the script to go on", () -> Files.exists(went), exists -> exists);
        Files.createFile(go);
        Ended ended = child.end();
        assertThat(ended.outcome()).isEqualTo(new Outcome.Exited(3));
        assertThat(ended.output().orElseThrow().standardOutput()).isEqualTo(account("ready\n"));
    }

    @Test
    void aHundredMegabytesInOneLineArriveWhole() throws Exception {
        Ended ended = SupervisedChild.start(directory, Child.PRINTS_ONE_LINE, grace(LONG), "100000000")
                .end();
        StreamAccount account = ended.output().orElseThrow().standardOutput();
        assertThat(account.bytes()).isEqualTo(100_000_000);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] block = "x".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 100; i++) {
            digest.update(block);
        }
        assertThat(account.sha256()).isEqualTo(HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void aGrandchildThatKeepsTheOutputOpenDoesNotHoldTheRunnerBeyondTheGrace() throws Exception {
        Ended ended = SupervisedChild.start(directory, Child.LEAVES_OUTPUT_OPEN, grace(SHORT))
                .end();
        assertThat(ended.outcome()).isEqualTo(new Outcome.Exited(4));
        assertThat(ended.output().orElseThrow().standardOutput()).isEqualTo(account("ready\n"));
    }

    @Test
    void whatAProcessOfTheScriptPrintsLateIsNotLost() throws Exception {
        SupervisedChild child = SupervisedChild.start(directory, Child.PRINTS_LATE, grace(LONG));
        assertThat(child.end().outcome()).isEqualTo(new Outcome.Exited(0));
        assertThat(child.standardOutput()).isEqualTo("ready\nlast words\n");
    }

    @Test
    void aRequestThatCameBeforeTheScriptStartedCountsForIt() throws Exception {
        StopRequests requests = new StopRequests();
        requests.request(Signals.TERM);
        Ended ended = new Supervisor(System::nanoTime, requests, new ShownOutput(), grace(LONG), pid -> {})
                .run(plan("/bin/sleep", "60"));
        assertThat(ended.outcome()).isEqualTo(new Outcome.Cancelled(Signals.TERM));
    }

    @Test
    void aReaderThatStandsStillHoldsAStoppedScriptsRunnerForItsGraceOnly() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        ShownOutput still = new ShownOutput() {
            @Override
            public void output(StreamName stream, byte[] bytes, int length) {
                super.output(stream, bytes, length);
                stuck.countDown();
                awaitQuietly(released);
            }
        };
        SupervisedChild child = SupervisedChild.start(directory, Child.FLOODS, still, grace(SHORT));
        awaitQuietly(stuck);
        Ended ended = child.stop(Signals.TERM).end();
        released.countDown();
        assertThat(ended.outcome()).isEqualTo(new Outcome.Cancelled(Signals.TERM));
        assertThat(ended.output()).isEmpty();
        assertThat(ended.undelivered()).contains("the reader of the runner's output stood still");
    }

    @Test
    void anOutputThreadThatFailsEndsTheExecutionInsteadOfHangingIt() throws Exception {
        ShownOutput failing = new ShownOutput() {
            @Override
            public void output(StreamName stream, byte[] bytes, int length) {
                throw new IllegalStateException("made to fail");
            }
        };
        SupervisedChild child = SupervisedChild.start(directory, Child.FLOODS, failing, grace(LONG));
        assertThatThrownBy(child::end)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("output", "made to fail");
    }

    @Test
    void aListenerThatFailsLeavesNoScriptRunning() {
        Supervisor supervisor =
                new Supervisor(System::nanoTime, new StopRequests(), new ShownOutput(), grace(LONG), pid -> {
                    throw new IllegalStateException("made to fail");
                });
        assertThatThrownBy(() -> supervisor.run(plan("/bin/sleep", "60"))).hasMessage("made to fail");
        assertThat(Processes.marked(directory.toString())).isEmpty();
    }

    @Test
    void aSecondExecutionHasAPolicyOfItsOwn() throws Exception {
        Sandbox strict = new Sandbox(Filesystem.PRIVATE, new Network.None(), List.of(), List.of());
        String write = "(: > " + directory + "/x) 2>/dev/null";
        Bounds confined = TestBounds.of(layer, Limits.none(), strict, LONG, List.of());
        // Its working directory is not readable in there.
        Ended first = new Supervisor(System::nanoTime, new StopRequests(), new ShownOutput(), confined, _ -> {})
                .run(new LaunchPlan("/bin/bash", List.of("bash", "-c", write), Map.of(), "/usr"));
        Ended second = SupervisedChild.bash(directory, new ShownOutput(), grace(LONG), write)
                .end();
        assertThat(first.outcome()).isEqualTo(new Outcome.Exited(1));
        assertThat(second.outcome()).isEqualTo(new Outcome.Exited(0));
    }

    @Test
    void aScriptThatBecomesAShellHasRun() throws Exception {
        String script = "echo work; exec sh -c 'echo more; no-such-command' 2>/dev/null";
        Ended ended = SupervisedChild.bash(directory, new ShownOutput(), grace(LONG), script)
                .end();
        assertThat(ended.outcome()).isEqualTo(new Outcome.Exited(127));
    }

    @Test
    void aProgramWithoutItsLoaderHasNotRun() throws Exception {
        Path program = Files.write(directory.resolve("program"), new byte[] {0x7f, 'E', 'L', 'F', 0, 0, 0, 0});
        program.toFile().setExecutable(true);
        Ended ended = new Supervisor(System::nanoTime, new StopRequests(), new ShownOutput(), grace(LONG), _ -> {})
                .run(plan(program.toString()));
        assertThat(ended.outcome())
                .isInstanceOfSatisfying(
                        Outcome.NotStarted.class,
                        end -> assertThat(end.reason()).isEqualTo(Outcome.Reason.CANNOT_EXECUTE));
    }

    @Test
    void whatCannotBeStartedIsAnErrorWithItsNumber() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "not a program");
        assertThat(startFailure("/no/such/program")).isEqualTo(Errno.ENOENT);
        assertThat(startFailure(text.toString())).isEqualTo(Errno.EACCES);
        assertThat(startFailure(directory.toString())).isEqualTo(Errno.EACCES);
        text.toFile().setExecutable(true);
        assertThat(startFailure(text.toString())).isEqualTo(Errno.ENOEXEC);
    }

    private int startFailure(String executable) {
        Supervisor supervisor =
                new Supervisor(System::nanoTime, new StopRequests(), new ShownOutput(), grace(LONG), pid -> {});
        try {
            supervisor.run(plan(executable));
            throw new AssertionError("expected " + executable + " not to start");
        } catch (LinuxException e) {
            return e.errno();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void usageIsOfTheWholeTree() throws Exception {
        String spin = "for ((i = 0; i < 150000; i++)); do :; done";
        Ended ended = SupervisedChild.bash(
                        directory, new ShownOutput(), grace(LONG), "(" + spin + ") & (" + spin + ") & wait")
                .end();
        Usage usage = ended.usage();
        assertThat(usage.user()).isGreaterThan(Duration.ofMillis(20));
        assertThat(usage.wall()).isPositive();
    }

    @Test
    void theProcessIsKnownBeforeItsFirstInstruction() throws Exception {
        List<Held> known = new ArrayList<>();
        Ended ended = new Supervisor(System::nanoTime, new StopRequests(), new ShownOutput(), grace(LONG), held -> {
                    known.add(held);
                    assertThat(ProcessTable.find(held.pid())).isPresent();
                })
                .run(plan("/bin/true"));
        assertThat(known).extracting(Held::layer).containsExactly(layer);
        assertThat(ended.layer()).isEqualTo(layer);
        assertThat(ended.usage().wall()).isPositive();
    }

    @Test
    void aSmallScriptDoesNotReportTheRunnersMemory() throws Exception {
        for (int i = 0; i < 20; i++) {
            PeakMemory peak = SupervisedChild.bash(directory, new ShownOutput(), grace(LONG), ":")
                    .end()
                    .usage()
                    .peakMemory();
            assertThat(peak.source()).isNotEqualTo(PeakMemory.Source.KERNEL);
            if (peak.source() == PeakMemory.Source.SAMPLED) {
                // Looked at while it was still being loaded, perhaps; but never as large as a JVM.
                assertThat(peak.bytes()).isBetween(4_096L, 20_000_000L);
            }
        }
    }

    private Bounds grace(Duration grace) {
        return TestBounds.of(layer, grace);
    }

    private LaunchPlan plan(String executable, String... arguments) {
        List<String> argv = new ArrayList<>(List.of(executable));
        argv.addAll(List.of(arguments));
        return new LaunchPlan(executable, argv, Map.of("MARK", directory.toString()), directory.toString());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static StreamAccount account(String text) {
        return new StreamAccount(text.length(), 0, sha256(text));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
