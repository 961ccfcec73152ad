package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several runners on one host at once. */
@ExtendWith(HostExtension.class)
class ConcurrencyIT {
    private static final int RUNNERS = 6;
    private static final String WAITS = "echo x >>$NOTES/count; until [ -e $NOTES/go ]; do sleep 0.05; done";

    @Test
    void executionsDoNotDisturbEachOther(Host host) throws IOException, InterruptedException {
        Path payload = host.bash(WAITS + "; echo $CRONIUM_EXECUTION_ID").pack();
        List<Launched> runners = new ArrayList<>();
        for (int number = 0; number < RUNNERS; number++) {
            runners.add(host.run(payload, "--execution-id", "run-" + number).start());
        }
        awaitCount(host, RUNNERS);
        assertThat(Folders.names(host.executions())).hasSize(RUNNERS);
        Files.createFile(host.notes().resolve("go"));

        for (int number = 0; number < RUNNERS; number++) {
            Finished finished = runners.get(number).finish();
            finished.assertEnded(0, "exited");
            assertThat(finished.outText()).isEqualTo("run-" + number + "\n");
        }
    }

    @Test
    void oneExecutionIdRunsOnceHoweverOftenItIsGivenAtATime(Host host) throws IOException, InterruptedException {
        assertOnlyOneRuns(host, host.bash(WAITS).pack(), "--execution-id", "the-one");
    }

    @Test
    void theSameHoldsForAnIdThatTheManifestNames(Host host) throws IOException, InterruptedException {
        assertOnlyOneRuns(
                host,
                host.bash(WAITS).manifest("metadata:\n  executionId: the-one\n").pack());
    }

    private static void assertOnlyOneRuns(Host host, Path payload, String... options)
            throws IOException, InterruptedException {
        List<Launched> runners = new ArrayList<>();
        for (int number = 0; number < RUNNERS; number++) {
            runners.add(host.run(payload, options).start());
        }
        Await.until(
                "one runner that is left",
                () -> runners.stream()
                        .filter(runner -> runner.process().isAlive())
                        .count(),
                alive -> alive == 1);
        awaitCount(host, 1);
        Files.createFile(host.notes().resolve("go"));

        int ran = 0;
        for (Launched runner : runners) {
            Finished finished = runner.finish();
            if (finished.exitCode() == 0) {
                ran++;
                assertThat(finished.assertEnded(0, "exited").at("/executionId").asString())
                        .isEqualTo("the-one");
            } else {
                finished.assertRejected("execution.under-way");
                assertThat(finished.errText()).contains("the-one is under way");
            }
        }
        assertThat(ran).isEqualTo(1);
        awaitCount(host, 1);
    }

    private static void awaitCount(Host host, int count) {
        Await.until(count + " scripts that run", () -> count(host), found -> found == count);
    }

    private static long count(Host host) {
        try {
            return host.note("count").lines().count();
        } catch (IOException e) {
            throw new AssertionError("expected a count, found " + e, e);
        }
    }
}
