package cronium.dispatch.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cronium.dispatch.fixtures.ClassPathRunner;
import cronium.dispatch.fixtures.Scripts;
import cronium.dispatch.fixtures.Taken;
import cronium.protocol.ExecutionState;
import cronium.protocol.Refusal;
import cronium.protocol.RunnerMessage;
import cronium.testkit.Await;
import cronium.testkit.Seed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real {@code cronium-runner serve} at the other end of pipes. */
class RunnerConnectionTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path base;

    private final List<Process> runners = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void nothingIsLeft() throws InterruptedException {
        for (Process runner : runners) {
            assertThat(runner.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void outputAndResultComeWholeAndWhatIsOverIsAcknowledged() throws Exception {
        Taken taken = new Taken();
        try (RunnerConnection connection = connect()) {
            FollowedExecution execution = connection.submit(submission("whole", "seq 300000; exit 3"), taken);
            assertThat(execution.wasKnown()).isFalse();
            RemoteEnding ending = execution.await(LIMIT).orElseThrow();
            assertThat(result(ending)).contains("\"exitCode\":3");
            assertThat(taken.text()).isEqualTo(numbers(300_000));
            connection.ping();
            assertThat(connection.status("whole").state()).isEqualTo(ExecutionState.ENDED);
            assertThat(connection.list()).hasSize(1);
            connection.acknowledge("whole");
            assertThat(connection.list()).isEmpty();
            assertThat(connection.status("other").state()).isEqualTo(ExecutionState.UNKNOWN);
            RefusedException refused =
                    catchThrowableOfType(RefusedException.class, () -> connection.cancel("other", Optional.empty()));
            assertThat(refused.refusal()).contains(Refusal.EXECUTION_UNKNOWN);
        }
    }

    @Test
    void aLargePayloadIsUploadedAndAnIdRunsOnce() throws Exception {
        byte[] noise = new byte[900_000];
        Seed.announced("noise in a payload").random().nextBytes(noise);
        Path folder = Files.createDirectory(base.resolve("large"));
        Files.write(folder.resolve("noise"), noise);
        Path count = base.resolve("count");
        Submission large = submission("large", "echo ran >>" + count + "; sha256sum <noise");
        Taken taken = new Taken();
        try (RunnerConnection connection = connect()) {
            assertThat(large.payload().size()).isGreaterThan(800_000);
            assertThat(connection.submit(large, taken).await(LIMIT)).isPresent();
            FollowedExecution again = connection.submit(large, taken);
            assertThat(again.wasKnown()).isTrue();
            assertThat(result(again.await(LIMIT).orElseThrow())).contains("\"exitCode\":0");
        }
        assertThat(Files.readString(count)).isEqualTo("ran\n");
    }

    @Test
    void aSlowListenerHoldsUpNobodyElseAndCancelStops() throws Exception {
        Taken fast = new Taken();
        CountDownLatch release = new CountDownLatch(1);
        RunnerConnection connection = connect();
        FollowedExecution slow = connection.submit(submission("slow", "yes"), pieces -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        FollowedExecution other = connection.submit(submission("fast", "seq 1000"), fast);
        assertThat(other.await(LIMIT)).isPresent();
        assertThat(fast.text()).isEqualTo(numbers(1000));
        connection.cancel("slow", Optional.of(Duration.ofSeconds(1)));
        Await.until("an end", () -> state(connection, "slow"), ExecutionState.ENDED::equals);
        connection.close();
        release.countDown();
        assertThat(slow.await(LIMIT).orElseThrow()).isInstanceOf(RemoteEnding.Unknown.class);
    }

    @Test
    void overConnectionsThatAreLostAllOutputComesOnceAndItRunsOnce() throws Exception {
        Path count = base.resolve("count");
        List<RunnerConnection> open = Collections.synchronizedList(new ArrayList<>());
        Connector connector = () -> {
            RunnerConnection made = connect();
            open.add(made);
            return made;
        };
        Taken cutting = new Taken() {
            @Override
            public synchronized void output(List<RunnerMessage.Output> pieces) {
                super.output(pieces);
                if (open.size() < 3) {
                    open.getLast().close();
                }
            }
        };
        Submission submission = submission("again", "echo ran >>" + count + "; seq 400000");
        RemoteEnding ending = execution("again", connector, () -> submission, RemoteExecution.Stage.NEW, cutting)
                .run();
        assertThat(result(ending)).contains("\"exitCode\":0");
        assertThat(cutting.text()).isEqualTo(numbers(400_000));
        assertThat(cutting.claims()).isEqualTo(open.size());
        open.forEach(RunnerConnection::close);
        assertThat(open).hasSizeGreaterThanOrEqualTo(3);
        assertThat(Files.readString(count)).isEqualTo("ran\n");
    }

    @Test
    void whatMayHaveBeenSubmittedIsAskedForAndOnlySubmittedIfItWasNot() throws Exception {
        Path count = base.resolve("count");
        Submission submission = submission("again", "echo ran >>" + count);
        try (RunnerConnection connection = connect()) {
            Taken first = new Taken();
            assertThat(result(execution(
                                    "again",
                                    () -> connection,
                                    () -> submission,
                                    RemoteExecution.Stage.MAY_BE_SUBMITTED,
                                    first)
                            .run()))
                    .contains("\"exitCode\":0");
            RemoteExecution known = execution(
                    "again",
                    () -> connection,
                    () -> {
                        throw new AssertionError("submitted again");
                    },
                    RemoteExecution.Stage.MAY_BE_SUBMITTED,
                    new Taken());
            assertThat(result(known.run())).contains("\"exitCode\":0");
            assertThat(known.stage()).isEqualTo(RemoteExecution.Stage.CLAIMED);
        }
        assertThat(Files.readString(count)).isEqualTo("ran\n");
    }

    @Test
    void anObserverThatFailsEndsTheFollowingAndNotTheConnection() throws Exception {
        Submission submission = submission("failing", "echo some; sleep 0.1; echo more");
        try (RunnerConnection connection = connect()) {
            IllegalStateException failure = new IllegalStateException("no room");
            RemoteExecution failing =
                    execution("failing", () -> connection, () -> submission, RemoteExecution.Stage.NEW, new Taken() {
                        @Override
                        public synchronized void claimed() {
                            throw failure;
                        }
                    });
            assertThatThrownBy(failing::run).isSameAs(failure);
            assertThat(failing.stage()).isEqualTo(RemoteExecution.Stage.CLAIMED);
            assertThat(connection.following()).isZero();
            Taken taken = new Taken();
            assertThat(result(execution("failing", () -> connection, () -> submission, failing.stage(), taken)
                            .run()))
                    .contains("\"exitCode\":0");
            assertThat(taken.text()).isEqualTo("some\nmore\n");
        }
    }

    @Test
    void whatIsCancelledBeforeItIsSubmittedNeedsNoHost() throws Exception {
        RemoteExecution execution = execution(
                "never",
                () -> {
                    throw new AssertionError("connected");
                },
                () -> {
                    throw new AssertionError("submitted");
                },
                RemoteExecution.Stage.NEW,
                new Taken());
        execution.cancel();
        assertThat(execution.run()).isInstanceOf(RemoteEnding.Unclaimed.class);
    }

    private static RemoteExecution execution(
            String id, Connector connector, SubmissionSource source, RemoteExecution.Stage stage, Taken taken) {
        return new RemoteExecution(
                connector,
                id,
                source,
                stage,
                0,
                taken,
                new Backoff(Duration.ofMillis(2), Duration.ofMillis(20), 5),
                Seed.announced("backoff").random());
    }

    @Test
    void whatTheHostDoesNotSayIsUnknownAndLostIsWhatItSays() throws Exception {
        Taken taken = new Taken();
        Submission submission = submission("killed", "echo ready; exec sleep 300");
        try (RunnerConnection connection = connect()) {
            FollowedExecution execution = connection.submit(submission, taken);
            Await.until("output", taken::text, text -> text.contains("ready"));
            runners.getLast().destroyForcibly();
            RemoteEnding.Unknown unknown =
                    (RemoteEnding.Unknown) execution.await(LIMIT).orElseThrow();
            assertThat(connection.isOpen()).isFalse();
            assertThat(unknown.offset()).isPositive();
        }
        try (RunnerConnection connection = connect()) {
            FollowedExecution execution = connection.submit(submission, taken);
            assertThat(execution.wasKnown()).isTrue();
            assertThat(execution.await(LIMIT).orElseThrow()).isInstanceOf(RemoteEnding.Lost.class);
        }
    }

    @Test
    void whatIsNoRunnerIsNoConnection() throws Exception {
        Process echo = new ProcessBuilder("sh", "-c", "echo no such program; exit 127").start();
        runners.add(echo);
        ConnectionLostException lost = catchThrowableOfType(
                ConnectionLostException.class,
                () -> RunnerConnection.open(echo.getInputStream(), echo.getOutputStream(), () -> {}, LIMIT));
        assertThat(lost).isNotNull();
    }

    private static ExecutionState state(RunnerConnection connection, String execution) {
        try {
            return connection.status(execution).state();
        } catch (IOException | RefusedException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String result(RemoteEnding ending) {
        assertThat(ending).isInstanceOf(RemoteEnding.Ended.class);
        return new String(((RemoteEnding.Ended) ending).result().array(), StandardCharsets.UTF_8).replace(" ", "");
    }

    private static String numbers(int last) {
        StringBuilder all = new StringBuilder();
        for (int i = 1; i <= last; i++) {
            all.append(i).append('\n');
        }
        return all.toString();
    }

    private RunnerConnection connect() throws ConnectionLostException, InterruptedException {
        try {
            List<String> command = new ArrayList<>(ClassPathRunner.command());
            command.addAll(List.of("serve", "--state", base.resolve("state").toString(), "--permit", "allow-unsigned"));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectError(
                            ProcessBuilder.Redirect.appendTo(base.resolve("err").toFile()));
            Process runner = builder.start();
            runners.add(runner);
            OutputStream input = runner.getOutputStream();
            return RunnerConnection.open(runner.getInputStream(), input, input, LIMIT);
        } catch (IOException e) {
            throw new AssertionError("expected a runner, found " + e, e);
        }
    }

    private Submission submission(String execution, String script) throws Exception {
        return new Scripts(base).submission(execution, script);
    }
}
