package cronium.dispatch.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cronium.dispatch.connection.Backoff;
import cronium.dispatch.connection.ConnectionLostException;
import cronium.dispatch.connection.RemoteEnding;
import cronium.dispatch.connection.RemoteExecution;
import cronium.dispatch.connection.RunnerConnection;
import cronium.dispatch.connection.Submission;
import cronium.dispatch.fixtures.ClassPathRunner;
import cronium.dispatch.fixtures.Scripts;
import cronium.dispatch.fixtures.Taken;
import cronium.dispatch.install.InstallFailure;
import cronium.dispatch.install.InstalledRunner;
import cronium.dispatch.install.Installer;
import cronium.dispatch.install.RunnerFile;
import cronium.dispatch.ssh.Deadlines;
import cronium.dispatch.ssh.HostSpec;
import cronium.dispatch.ssh.KnownHosts;
import cronium.dispatch.ssh.SshClient;
import cronium.dispatch.ssh.SshFailure;
import cronium.testkit.Await;
import cronium.testkit.Seed;
import cronium.testkit.hosts.HostNetwork;
import cronium.testkit.hosts.HostOptions;
import cronium.testkit.hosts.SshHost;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Real hosts, real SSH and the real runner. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostPoolTest {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(20), Duration.ofMillis(400), 200);
    private static final HostSettings SETTINGS = new HostSettings(
            List.of("--permit", "allow-unsigned"),
            Duration.ofSeconds(20),
            Duration.ofMinutes(5),
            new Backoff(Duration.ofMillis(10), Duration.ofMillis(100), 1));
    /** A link that is down is noticed soon. */
    private static final Deadlines SHORT = new Deadlines(
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(15),
            Duration.ofSeconds(10),
            Duration.ofMillis(300));

    private final AtomicLong later = new AtomicLong();
    private HostNetwork network;
    private SshHost host;
    private SshHost other;
    /** Lets nobody do anything but serve. */
    private SshHost serving;

    private HostPool pool;

    @BeforeAll
    void makeHosts() throws Exception {
        Optional<String> missing = HostNetwork.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        network = HostNetwork.open();
        host = network.host();
        other = network.host();
        RunnerFile runner = ClassPathRunner.file(network.directory());
        serving = network.host(
                HostOptions.USUAL.withServerLines("ForceCommand " + runner.file() + " serve --permit allow-unsigned"));
        Path known = network.directory().resolve("known_hosts");
        Files.write(known, List.of(line(host), line(other), line(serving)));
        Installer installer = new Installer(List.of(runner));
        pool = HostPool.open(
                new SshClient(KnownHosts.strict(List.of(known)), SHORT),
                () -> installer,
                SETTINGS,
                () -> System.nanoTime() + later.get(),
                Seed.announced("rests of hosts").random());
    }

    private static String line(SshHost host) {
        return host.address() + " " + host.publicKey();
    }

    @AfterEach
    void onlyTheServerIsLeftWhenNobodyIsConnected() {
        for (SshHost each : List.of(host, other, serving)) {
            pool.forget(spec(each));
            Await.until("sshd alone", each::processes, processes -> processes.size() == 1);
        }
    }

    @AfterAll
    void removeHosts() {
        if (network != null) {
            pool.close();
            network.close();
        }
    }

    @Test
    void oneConnectionServesManyJobsOnEachHost() throws Exception {
        List<Taken> all = new ArrayList<>();
        List<CompletableFuture<RemoteEnding>> endings = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            SshHost at = i % 2 == 0 ? host : other;
            Taken taken = new Taken();
            all.add(taken);
            RemoteExecution execution = execution(at, "job-" + i, "seq 20000; exit " + i, taken);
            endings.add(started(execution));
        }
        for (int i = 0; i < 10; i++) {
            assertThat(result(endings.get(i).get(60, TimeUnit.SECONDS))).contains("\"exitCode\":" + i);
            assertThat(all.get(i).text().lines()).hasSize(20_000);
            assertThat(all.get(i).claims()).isEqualTo(1);
        }
        assertThat(pool.connected(spec(other))).isPresent();
        RunnerConnection connection = connection(host);
        assertThat(connection(host)).isSameAs(connection);
        assertThat(connection.list().stream().filter(each -> each.execution().startsWith("job-")))
                .hasSize(5);
        HostReport report = pool.check(spec(host), HostPoolTest::ignored);
        assertThat(report.software()).startsWith("cronium-runner");
        assertThat(host.sh("sha256sum <" + report.runner()))
                .startsWith(report.runnerSha256().orElseThrow());
    }

    /** What is left of it would be seen after the test. */
    @Test
    void aConnectionThatNobodyCanBeToldOfIsClosed() {
        IllegalStateException failure = new IllegalStateException("no room");
        assertThatThrownBy(() -> pool.connect(spec(host), (connection, runner) -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(pool.connected(spec(host))).isEmpty();
    }

    @Test
    void aKeyThatMayOnlyServeIsEnough() throws Exception {
        HostReport report = pool.check(spec(serving), HostPoolTest::ignored);
        assertThat(report.runnerSha256()).isEmpty();
        assertThat(report.platform()).startsWith("linux-");
        Taken taken = new Taken();
        assertThat(result(execution(serving, "served", "echo served", taken).run()))
                .contains("\"exitCode\":0");
        assertThat(taken.text()).isEqualTo("served\n");
        assertThat(serving.sh("ls -A ~/.local 2>/dev/null || true")).isEmpty();
    }

    @Test
    void aLinkThatIsCutCostsNoByteAndNoSecondRun() throws Exception {
        Taken taken = new Taken();
        RemoteExecution execution = execution(
                host,
                "cut",
                "echo ran >>~/cut; until [ -e ~/mended ]; do echo $((i += 1)); sleep 0.01; done; echo $i times",
                taken);
        CompletableFuture<RemoteEnding> ending = started(execution);
        Await.until("output", taken::text, text -> text.contains("100\n"));
        RunnerConnection before = connection(host);
        host.cutLink();
        Await.until("a lost connection", before::isOpen, isOpen -> !isOpen);
        host.mendLink();
        Await.until("another claim", taken::claims, claims -> claims > 1);
        host.sh("touch ~/mended");
        assertThat(result(ending.get(60, TimeUnit.SECONDS))).contains("\"exitCode\":0");
        long times = taken.text().lines().count() - 1;
        assertThat(taken.text()).isEqualTo(host.sh("seq " + times + "; echo " + times + " times"));
        assertThat(taken.reasons()).isNotEmpty();
        assertThat(host.sh("cat ~/cut")).isEqualTo("ran\n");
    }

    @Test
    void aHostThatIsStartedAnewSaysThatWhatRanIsLost() throws Exception {
        Taken taken = new Taken();
        RemoteExecution execution = execution(host, "rebooted", "echo ready; exec sleep 1000", taken);
        CompletableFuture<RemoteEnding> ending = started(execution);
        Await.until("output", taken::text, "ready\n"::equals);
        host.reboot();
        assertThat(ending.get(60, TimeUnit.SECONDS)).isInstanceOf(RemoteEnding.Lost.class);
    }

    @Test
    void whatIsCancelledBeforeItIsSubmittedNeverRuns() throws Exception {
        RemoteExecution execution = execution(host, "never", "echo ran >>~/never", new Taken());
        execution.cancel();
        assertThat(execution.run()).isInstanceOf(RemoteEnding.Unclaimed.class);
        assertThat(host.sh("ls ~")).doesNotContain("never");
    }

    @Test
    void whatRunsIsCancelledAndWhatIsLetGoRunsOn() throws Exception {
        Taken taken = new Taken();
        RemoteExecution execution = execution(host, "stopped", "echo ready; exec sleep 1000", taken);
        CompletableFuture<RemoteEnding> ending = started(execution);
        Await.until("output", taken::text, "ready\n"::equals);
        execution.letGo();
        assertThat(ending.get(60, TimeUnit.SECONDS)).isInstanceOf(RemoteEnding.Unknown.class);
        RemoteExecution again = new RemoteExecution(
                () -> connection(host),
                "stopped",
                () -> {
                    throw new AssertionError("submitted again");
                },
                RemoteExecution.Stage.CLAIMED,
                0,
                taken,
                BACKOFF,
                Seed.announced("waits").random());
        again.cancel();
        assertThat(result(again.run())).contains("\"cancelled\"");
    }

    @Test
    void aHostThatIsAwayIsGivenUpIfNothingWasSubmittedAndLetAloneForAWhile() throws Exception {
        other.cutLink();
        try {
            // The one until it is known that nobody has the address, then the other.
            assertThat(failure(() -> connection(other)).kind())
                    .isIn(SshFailure.Kind.TIMED_OUT, SshFailure.Kind.UNREACHABLE);
            Taken taken = new Taken();
            Submission submission = scripts().submission("away", "true");
            RemoteExecution execution = new RemoteExecution(
                    () -> connection(other),
                    "away",
                    () -> submission,
                    RemoteExecution.Stage.NEW,
                    0,
                    taken,
                    new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), 3),
                    Seed.announced("waits").random());
            assertThat(failure(execution::run).kind()).isIn(SshFailure.Kind.TIMED_OUT, SshFailure.Kind.UNREACHABLE);
            assertThat(taken.reasons()).hasSize(2);
        } finally {
            other.mendLink();
        }
        later.addAndGet(Duration.ofSeconds(1).toNanos());
        Await.until("a connection", () -> isConnected(other), isConnected -> isConnected);
    }

    /** Nobody waits for it if the test fails before. */
    private static CompletableFuture<RemoteEnding> started(RemoteExecution execution) {
        CompletableFuture<RemoteEnding> ending = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                ending.complete(execution.run());
            } catch (Exception e) {
                ending.completeExceptionally(e);
            }
        });
        return ending;
    }

    private boolean isConnected(SshHost each) {
        try {
            return connection(each).isOpen();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            later.addAndGet(Duration.ofSeconds(1).toNanos());
            return false;
        }
    }

    private static SshFailure failure(Callable<?> call) {
        return catchThrowableOfType(SshFailure.class, call::call);
    }

    private RemoteExecution execution(SshHost at, String id, String script, Taken taken) throws Exception {
        Submission submission = scripts().submission(id, script);
        return new RemoteExecution(
                () -> connection(at),
                id,
                () -> submission,
                RemoteExecution.Stage.NEW,
                0,
                taken,
                BACKOFF,
                Seed.announced("waits").random());
    }

    private RunnerConnection connection(SshHost each)
            throws SshFailure, InstallFailure, ConnectionLostException, InterruptedException {
        return pool.connect(spec(each), HostPoolTest::ignored);
    }

    private static void ignored(RunnerConnection connection, InstalledRunner runner) {
        assertThat(runner.sha256().filter(sha256 -> !runner.path().contains(sha256)))
                .isEmpty();
    }

    private Scripts scripts() {
        return new Scripts(network.directory());
    }

    private HostSpec spec(SshHost each) {
        return HostSpec.of("root", each.address(), network.userKey());
    }

    private static String result(RemoteEnding ending) {
        assertThat(ending).isInstanceOf(RemoteEnding.Ended.class);
        return new String(((RemoteEnding.Ended) ending).result().array(), StandardCharsets.UTF_8).replace(" ", "");
    }
}
