package cronium.runner;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.protocol.Bytes;
import cronium.protocol.ClientMessage;
import cronium.protocol.ExecutionState;
import cronium.protocol.RunnerMessage;
import cronium.testkit.Await;
import cronium.testkit.Leaks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many executions over one stream, and what is left when it breaks. */
class ServeTest {
    private static final String UNSIGNED = "--allow-unsigned";

    @TempDir
    private Path base;

    @AfterEach
    void nothingIsLeft() {
        Leaks.assertNoProcess(base.toString());
        Leaks.assertNothingIn(base.resolve("state/executions"));
    }

    @Test
    void aScriptRunsAndItsOutputAndEndAreSent() throws Exception {
        byte[] payload = ServeClient.payload(base, "printf 'a\\0'; echo oops >&2; exit 7");
        try (ServeClient client = ServeClient.open(base)) {
            client.send(ServeClient.submission("one", payload, 1000, UNSIGNED));
            client.await(RunnerMessage.Accepted.class);
            client.await(RunnerMessage.Started.class);
            assertThat(client.outputUntilTheEnd("one")).hasSize(7);
            client.send(new ClientMessage.GetStatus(1, "one"));
            assertThat(client.await(RunnerMessage.Status.class).status().state())
                    .isEqualTo(ExecutionState.ENDED);
            client.send(new ClientMessage.GetStatus(2, "other"));
            assertThat(client.await(RunnerMessage.Status.class).status().state())
                    .isEqualTo(ExecutionState.UNKNOWN);
            client.send(new ClientMessage.Follow(3, "one", ClientMessage.Follow.AT_THE_END, 0));
            assertThat(text(client.await(RunnerMessage.Ended.class).result()))
                    .contains("\"kind\":\"exited\",\"code\":7");
        }
    }

    @Test
    void aStrangerIsToldSoAndNothingRuns() throws Exception {
        try (ServeClient client = ServeClient.start(base)) {
            client.sendRaw("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(client.await(RunnerMessage.Fault.class).code()).isEqualTo("marker-missing");
            assertThat(client.process().waitFor()).isEqualTo(125);
        }
        try (ServeClient client = ServeClient.open(base)) {
            client.sendRaw(new byte[] {0, 0, 0, 1, 0x3f});
            assertThat(client.await(RunnerMessage.Fault.class).code()).isEqualTo("type-unknown");
        }
    }

    @Test
    void anUnsignedPayloadRunsOnlyIfBothSidesSaySo() throws Exception {
        byte[] payload = ServeClient.payload(base, "touch " + base.resolve("ran"));
        try (ServeClient client = ServeClient.open(base, "--trust", base.toString())) {
            client.send(ServeClient.submission("one", payload, 1));
            assertThat(text(client.await(RunnerMessage.Ended.class).result())).contains("\"kind\":\"rejected\"");
            client.send(ServeClient.submission("two", payload, 1, "--trust", "/"));
            assertThat(client.await(RunnerMessage.Refused.class).code()).isEqualTo("option-refused");
            client.send(ServeClient.submission("three", payload, 1, "--interpreter", "/bin/sh"));
            assertThat(client.await(RunnerMessage.Refused.class).message()).contains("--permit interpreter");
            client.send(ServeClient.submission("four", payload, 1, "--best-effort", "filesystem"));
            assertThat(client.await(RunnerMessage.Refused.class).message()).contains("--permit best-effort");
        }
        assertThat(base.resolve("ran")).doesNotExist();
    }

    @Test
    void aPayloadIsUploadedOnceAndAnUploadGoesOnWhereItBroke() throws Exception {
        byte[] payload = ServeClient.payload(base, "echo hello");
        byte[] begin = Arrays.copyOf(payload, 100);
        var sha256 = ServeClient.sha256(payload);
        try (ServeClient client = ServeClient.open(base)) {
            client.send(ServeClient.submission("one", payload, new byte[0], "", 1000, UNSIGNED));
            assertThat(client.await(RunnerMessage.Refused.class).code()).isEqualTo("payload-missing");
            client.send(new ClientMessage.UploadBegin(1, sha256, payload.length));
            assertThat(client.await(RunnerMessage.PayloadState.class).offset()).isZero();
            client.send(new ClientMessage.UploadChunk(sha256, 0, Bytes.of(begin)));
        }
        try (ServeClient client = ServeClient.open(base)) {
            client.send(new ClientMessage.UploadBegin(1, sha256, payload.length));
            assertThat(client.await(RunnerMessage.PayloadState.class).offset()).isEqualTo(100);
            client.send(new ClientMessage.UploadChunk(
                    sha256, 100, Bytes.of(Arrays.copyOfRange(payload, 100, payload.length))));
            client.send(new ClientMessage.UploadEnd(2, sha256));
            assertThat(client.await(RunnerMessage.PayloadState.class).present()).isTrue();
            client.send(ServeClient.submission("one", payload, new byte[0], "", 1000, UNSIGNED));
            assertThat(client.outputUntilTheEnd("one")).asString().isEqualTo("hello\n");
            byte[] wrong = payload.clone();
            wrong[50]++;
            client.send(new ClientMessage.Submit(
                    9, "two", ServeClient.sha256(begin), Bytes.of(wrong), List.of(), List.of(), Bytes.NONE, 0));
            assertThat(client.await(RunnerMessage.Refused.class).code()).isEqualTo("payload-mismatch");
        }
    }

    @Test
    void anIdRunsOnceHoweverOftenItIsSubmitted() throws Exception {
        byte[] payload = ServeClient.payload(base, "echo x >>" + base.resolve("count"));
        try (ServeClient client = ServeClient.open(base)) {
            for (int i = 0; i < 5; i++) {
                client.send(ServeClient.submission("one", payload, 0, UNSIGNED));
            }
            client.await(RunnerMessage.Accepted.class);
            for (int i = 0; i < 4; i++) {
                client.await(RunnerMessage.AlreadyKnown.class);
            }
        }
        try (ServeClient client = ServeClient.open(base)) {
            client.send(ServeClient.submission("one", payload, 0, UNSIGNED));
            assertThat(client.await(RunnerMessage.AlreadyKnown.class).status().state())
                    .isEqualTo(ExecutionState.ENDED);
            client.send(new ClientMessage.ListExecutions(1));
            assertThat(client.await(RunnerMessage.Executions.class).executions())
                    .hasSize(1);
            client.send(new ClientMessage.Acknowledge(2, "one"));
            client.await(RunnerMessage.Done.class);
            client.send(new ClientMessage.ListExecutions(3));
            assertThat(client.await(RunnerMessage.Executions.class).executions())
                    .isEmpty();
            client.send(ServeClient.submission("one", payload, 0, UNSIGNED));
            assertThat(client.await(RunnerMessage.AlreadyKnown.class).status().state())
                    .isEqualTo(ExecutionState.ACKNOWLEDGED);
        }
        assertThat(base.resolve("count")).hasContent("x");
    }

    @Test
    void whoHearsThatAnExecutionIsAcceptedFollowsItAlready() throws Exception {
        byte[] payload = ServeClient.payload(base, "echo hello");
        try (ServeClient client = ServeClient.open(base)) {
            for (int i = 0; i < 20; i++) {
                String id = "job-" + i;
                int request = i;
                client.send(ServeClient.submission(id, payload, 1000, UNSIGNED));
                client.await(RunnerMessage.Accepted.class);
                client.send(new ClientMessage.Unfollow(1000, id));
                client.send(new ClientMessage.Follow(request, id, 0, 1000));
                RunnerMessage answer = client.await(
                        RunnerMessage.class,
                        message -> (message instanceof RunnerMessage.Done done && done.request() == request)
                                || message instanceof RunnerMessage.Refused);
                assertThat(answer).isInstanceOf(RunnerMessage.Done.class);
                client.await(
                        RunnerMessage.Ended.class, ended -> ended.execution().equals(id));
            }
        }
    }

    @Test
    void aFloodWaitsForCreditWhileAQuietJobIsHeard() throws Exception {
        byte[] flood = ServeClient.payload(base, "head -c 20000000 /dev/zero; echo done >" + base.resolve("done"));
        byte[] quiet = ServeClient.payload(base, "echo quiet");
        try (ServeClient client = ServeClient.open(base)) {
            client.send(ServeClient.submission("flood", flood, 1, UNSIGNED));
            client.await(
                    RunnerMessage.Output.class, output -> output.execution().equals("flood"));
            // The script does not wait for the follower.
            Await.until("the flood to end", () -> Files.exists(base.resolve("done")), found -> found);
            client.send(ServeClient.submission("quiet", quiet, 1000, UNSIGNED));
            assertThat(client.outputUntilTheEnd("quiet")).asString().isEqualTo("quiet\n");
            client.send(new ClientMessage.Credit("flood", 1L << 40));
            long more = 0;
            while (more < 20_000_000 - (1 << 16)) {
                more += client.await(
                                RunnerMessage.Output.class,
                                output -> output.execution().equals("flood"))
                        .bytes()
                        .length();
            }
            client.await(RunnerMessage.Ended.class);
        }
    }

    @Test
    void aScriptGoesOnWhenTheConnectionBreaksAndTheNextOneMissesNothing() throws Exception {
        Path go = base.resolve("go");
        byte[] payload =
                ServeClient.payload(base, "seq 1 20000; until [ -e " + go + " ]; do sleep 0.02; done; seq 20001 40000");
        ServeClient first = ServeClient.open(base);
        first.send(ServeClient.submission("one", payload, 1, UNSIGNED));
        RunnerMessage.Output begin = first.await(RunnerMessage.Output.class);
        first.hangUp();
        try (ServeClient second = ServeClient.open(base)) {
            second.send(new ClientMessage.GetStatus(1, "one"));
            assertThat(second.await(RunnerMessage.Status.class).status().state())
                    .isEqualTo(ExecutionState.RUNNING);
            second.send(new ClientMessage.Follow(2, "one", begin.next(), 1 << 20));
            second.await(RunnerMessage.Done.class);
            Files.createFile(go);
            byte[] rest = second.outputUntilTheEnd("one");
            byte[] all = Arrays.copyOf(begin.bytes().array(), begin.bytes().length() + rest.length);
            System.arraycopy(rest, 0, all, begin.bytes().length(), rest.length);
            StringBuilder expected = new StringBuilder();
            for (int i = 1; i <= 40_000; i++) {
                expected.append(i).append('\n');
            }
            assertThat(ServeClient.sha256(all))
                    .isEqualTo(ServeClient.sha256(expected.toString().getBytes(StandardCharsets.US_ASCII)));
        }
        assertThat(first.process().waitFor()).isZero();
    }

    @Test
    void anExecutionIsCancelledAlsoByAnotherConnection() throws Exception {
        byte[] payload = ServeClient.payload(base, "trap '' TERM; echo ready; while :; do sleep 0.05; done");
        try (ServeClient first = ServeClient.open(base)) {
            for (String id : List.of("one", "two")) {
                first.send(ServeClient.submission(id, payload, 100, UNSIGNED));
                first.await(
                        RunnerMessage.Output.class, output -> output.execution().equals(id));
            }
            first.send(new ClientMessage.Cancel(1, "one", 50));
            first.await(RunnerMessage.Done.class);
            assertThat(text(first.await(RunnerMessage.Ended.class).result())).contains("\"kind\":\"cancelled\"");
            try (ServeClient second = ServeClient.open(base)) {
                second.send(new ClientMessage.Cancel(1, "two", 0));
                second.await(RunnerMessage.Done.class);
                second.send(new ClientMessage.Follow(2, "two", 0, 1000));
                assertThat(text(second.await(RunnerMessage.Ended.class).result()))
                        .contains("\"kind\":\"cancelled\"");
                second.send(new ClientMessage.Cancel(3, "two", 0));
                assertThat(second.await(RunnerMessage.Refused.class).code()).isEqualTo("execution-over");
            }
        }
    }

    /** As when the disk is full: the runner lives on, so that its being alive says nothing. */
    @Test
    void whatEndsWithoutAResultIsLostAndNotUnderWayForEver() throws Exception {
        Path result = base.resolve("state/journal/one/.result.json");
        byte[] payload = ServeClient.payload(base, "echo hello; mkdir -p " + result + ".$PPID/in-the-way");
        try (ServeClient client = ServeClient.open(base)) {
            client.send(ServeClient.submission("one", payload, 1000, UNSIGNED));
            assertThat(client.await(RunnerMessage.Lost.class).execution()).isEqualTo("one");
            client.send(new ClientMessage.GetStatus(1, "one"));
            assertThat(client.await(RunnerMessage.Status.class).status().state())
                    .isEqualTo(ExecutionState.LOST);
            client.send(new ClientMessage.Acknowledge(2, "one"));
            client.await(RunnerMessage.Done.class);
            client.send(new ClientMessage.GetStatus(3, "one"));
            assertThat(client.await(RunnerMessage.Status.class).status().state())
                    .isEqualTo(ExecutionState.ACKNOWLEDGED);
        }
    }

    @Test
    void whatAKilledRunnerLeavesIsLostAndNoProcessLives() throws Exception {
        byte[] payload = ServeClient.payload(base, "setsid sleep 1000 & echo ready; sleep 1000");
        try (ServeClient first = ServeClient.open(base)) {
            for (int i = 0; i < 3; i++) {
                String id = "job-" + i;
                first.send(ServeClient.submission(id, payload, 100, UNSIGNED));
                first.await(
                        RunnerMessage.Output.class, output -> output.execution().equals(id));
            }
            first.process().destroyForcibly().waitFor();
        }
        try (ServeClient second = ServeClient.open(base)) {
            second.send(new ClientMessage.ListExecutions(1));
            assertThat(second.await(RunnerMessage.Executions.class).executions())
                    .hasSize(3)
                    .allMatch(status -> status.state() == ExecutionState.LOST);
            second.send(new ClientMessage.Follow(2, "job-0", 0, 100));
            assertThat(second.await(RunnerMessage.Output.class).bytes().length())
                    .isEqualTo(6);
            second.await(RunnerMessage.Lost.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "watchdog"})
    void oneWatchdogForAllKillsWhatAKilledRunnerLeavesAndIsReplacedIfItIsKilledItself(String layer) throws Exception {
        byte[] payload = ServeClient.payload(base, "setsid sleep 1000 & env -i setsid sleep 1000 & echo ready; wait");
        try (ServeClient client = ServeClient.open(base, "--permit", "containment")) {
            start(client, "before", payload, layer);
            ProcessHandle killed = watchdog(client);
            killed.destroyForcibly();
            killed.onExit().get();
            start(client, "after", payload, layer);
            assertThat(watchdog(client).pid()).isNotEqualTo(killed.pid());
            client.send(ServeClient.submission("over", ServeClient.payload(base, "exit 3"), 100, UNSIGNED));
            client.await(RunnerMessage.Ended.class);
            client.process().destroyForcibly().waitFor();
            Leaks.assertNoProcess(base.toString());
        }
        // The next one removes the directories.
        ServeClient.open(base).close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 15})
    void aRunnerThatIsKilledWhileItStartsManyLeavesNone(int started) throws Exception {
        byte[] payload =
                ServeClient.payload(base, "echo x >>" + base.resolve("ran/") + "$CRONIUM_EXECUTION_ID; sleep 1000");
        Files.createDirectory(base.resolve("ran"));
        try (ServeClient client = ServeClient.open(base)) {
            for (int i = 0; i < 20; i++) {
                client.send(ServeClient.submission("job-" + i, payload, 0, UNSIGNED));
            }
            for (int i = 0; i < started; i++) {
                client.await(RunnerMessage.Started.class);
            }
            client.process().destroyForcibly().waitFor();
            Leaks.assertNoProcess(base.toString());
        }
        try (ServeClient client = ServeClient.open(base)) {
            for (int i = 0; i < 20; i++) {
                client.send(
                        ServeClient.submission("job-" + i, payload, 0, UNSIGNED, "--timeout", "1ms", "--grace", "1ms"));
            }
        }
        // Whichever the first runner had begun with was not begun again.
        for (int i = 0; i < 20; i++) {
            Path ran = base.resolve("ran/job-" + i);
            assertThat(Files.exists(ran) ? Files.readAllLines(ran) : List.of("x"))
                    .hasSizeLessThan(2);
        }
    }

    private static void start(ServeClient client, String id, byte[] payload, String layer) throws Exception {
        client.send(ServeClient.submission(id, payload, 100, UNSIGNED, "--containment", layer));
        client.await(RunnerMessage.Output.class, output -> output.execution().equals(id));
    }

    private static ProcessHandle watchdog(ServeClient client) {
        return Await.until(
                        "one watchdog",
                        () -> client.process()
                                .children()
                                .filter(ServeTest::isWatchdog)
                                .toList(),
                        found -> found.size() == 1)
                .getFirst();
    }

    private static boolean isWatchdog(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1)
                    .contains("cronium-guard");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void fiftyJobsAtOnceKeepTheirProcessesApart() throws Exception {
        // Each leaves a daemon behind that falls to the runner, and must go with its own execution, no sooner and no
        // later.
        byte[] payload = ServeClient.payload(base, """
                (setsid sleep 1000 >/dev/null 2>&1 &)
                echo "$CRONIUM_EXECUTION_ID"; sleep 0.$((RANDOM % 5 + 1)); exit 3
                """);
        try (ServeClient client = ServeClient.open(base)) {
            for (int i = 0; i < 50; i++) {
                client.send(ServeClient.submission("job-" + i, payload, 1000, UNSIGNED));
            }
            for (int i = 0; i < 50; i++) {
                String id = "job-" + i;
                RunnerMessage.Ended ended = client.await(
                        RunnerMessage.Ended.class, found -> found.execution().equals(id));
                assertThat(text(ended.result())).contains("\"kind\":\"exited\",\"code\":3", "\"survivors\":[]");
            }
        }
    }

    @Test
    void secretsReachTheScriptAndNoFile() throws Exception {
        byte[] payload = ServeClient.payload(base, "echo \"[$TOKEN]\"; [ ${#TOKEN} = 15 ]");
        try (ServeClient client = ServeClient.open(base)) {
            client.send(ServeClient.submission("one", payload, payload, "TOKEN=s3cr3t-s3cr3t-x\n", 100, UNSIGNED));
            assertThat(client.outputUntilTheEnd("one")).asString().doesNotContain("s3cr3t");
            client.send(new ClientMessage.Follow(3, "one", ClientMessage.Follow.AT_THE_END, 0));
            assertThat(text(client.await(RunnerMessage.Ended.class).result())).contains("\"code\":0");
        }
        try (var files = Files.walk(base.resolve("state"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("s3cr3t");
            }
        }
    }

    @Test
    void sigtermCancelsWhatRunsAndTakesNothingNew() throws Exception {
        byte[] payload = ServeClient.payload(base, "echo ready; sleep 1000");
        try (ServeClient client = ServeClient.open(base)) {
            client.send(ServeClient.submission("one", payload, 100, UNSIGNED));
            client.await(RunnerMessage.Output.class);
            // Not destroy(), which also closes the pipes.
            new ProcessBuilder(
                            "/bin/kill", "-TERM", Long.toString(client.process().pid()))
                    .start()
                    .waitFor();
            assertThat(text(client.await(RunnerMessage.Ended.class).result()))
                    .contains("\"kind\":\"cancelled\",\"signal\":15");
            client.send(ServeClient.submission("two", payload, 100, UNSIGNED));
            assertThat(client.await(RunnerMessage.Refused.class).code()).isEqualTo("stopping");
        }
    }

    /** Without white space, which is for people. */
    private static String text(Bytes bytes) {
        return new String(bytes.array(), StandardCharsets.UTF_8).replaceAll("\\s", "");
    }
}
