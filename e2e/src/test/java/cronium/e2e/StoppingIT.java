package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Await;
import cronium.testkit.children.Child;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a script sees when its runner is told to stop, or when its time is up. */
@ExtendWith(HostExtension.class)
class StoppingIT {
    /** A parent and a child in one group; each notes the signal that it gets, and ends. */
    private static final String GROUP = """
            import os, signal
            notes = os.environ["NOTES"]
            child = os.fork()
            me = "child" if child == 0 else "parent"
            def note(number, _):
                with open(f"{notes}/{me}", "a") as file:
                    file.write(signal.Signals(number).name)
                os._exit(0)
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                signal.signal(number, note)
            print(me, "ready", flush=True)
            while True:
                signal.pause()
            """;

    /** Notes the milliseconds since SIGTERM for as long as it lives. */
    private static final String HOLDS_OUT = """
            import os, signal, time
            def hold_out(number, _):
                begin = time.monotonic()
                with open(os.environ["NOTES"] + "/lived", "w", buffering=1) as file:
                    while True:
                        file.write(f"{int((time.monotonic() - begin) * 1000)}\\n")
                        time.sleep(0.01)
            signal.signal(signal.SIGTERM, hold_out)
            print("ready", flush=True)
            while True:
                signal.pause()
            """;

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
    void theWholeGroupGetsTheSignalThatTheRunnerGot(String signal, int exitCode, Host host)
            throws IOException, InterruptedException {
        Launched launched =
                host.run(host.python(GROUP).pack(), "--grace", "60s").start();
        launched.awaitOutput("child ready").awaitOutput("parent ready").signal(signal);

        launched.finish().assertEnded(exitCode, "cancelled");

        assertThat(host.note("parent")).isEqualTo("SIG" + signal);
        assertThat(host.note("child")).isEqualTo("SIG" + signal);
    }

    @Test
    void aScriptThatEndsWithinItsGraceMayCleanUp(Host host) throws IOException, InterruptedException {
        Launched launched = host.run(
                        host.bash("trap 'sleep 0.3; touch $NOTES/clean; exit 3' TERM\necho ready\nsleep 60 & wait")
                                .pack())
                .start();
        launched.awaitOutput("ready").signal("TERM");

        launched.finish().assertEnded(143, "cancelled");

        assertThat(host.notes().resolve("clean")).exists();
    }

    @Test
    void aScriptLivesOnForItsGraceAndNoLonger(Host host) throws IOException, InterruptedException {
        Launched launched =
                host.run(host.python(HOLDS_OUT).pack(), "--grace", "1s").start();
        launched.awaitOutput("ready").signal("TERM");

        launched.finish().assertEnded(143, "cancelled");

        // It is the lower bound that a busy machine cannot upset: the script may come late to its clock, not early.
        assertThat(lastWholeLine(host.note("lived"))).isBetween(500L, 10_000L);
    }

    private static long lastWholeLine(String lines) {
        String whole = lines.substring(0, lines.lastIndexOf('\n'));
        return Long.parseLong(whole.substring(whole.lastIndexOf('\n') + 1));
    }

    @Test
    void theManifestsGraceHoldsAfterATimeout(Host host) throws IOException, InterruptedException {
        Path payload = host.python(HOLDS_OUT)
                .manifest("limits:\n  timeout: 1s\n  grace: 100ms\n")
                .pack();

        host.run(payload, "--grace", "60s").run().assertEnded(124, "timed-out");
    }

    @Test
    void aSecondSignalKillsAtOnce(Host host) throws IOException, InterruptedException {
        Launched launched =
                host.run(child(host, Child.REPORTS_SIGNALS), "--grace", "600s").start();
        launched.awaitOutput("ready").signal("INT");
        launched.awaitOutput("INT").signal("INT");

        launched.finish().assertEnded(130, "cancelled");
    }

    @Test
    void whoIsDeafToSignalsIsKilledAfterTheGrace(Host host) throws IOException, InterruptedException {
        Launched launched =
                host.run(child(host, Child.IGNORES_SIGNALS), "--grace", "200ms").start();
        launched.awaitOutput("ready").signal("TERM");

        launched.finish().assertEnded(143, "cancelled");
    }

    @Test
    void aDaemonWithoutEnvironmentInASessionOfItsOwnIsKilledToo(Host host) throws IOException, InterruptedException {
        Path pid = host.notes().resolve("pid");
        Path payload = host.bash(new String(Child.DAEMONISES.text(), StandardCharsets.UTF_8))
                .manifest("arguments: [\"" + pid + "\"]\n")
                .pack();

        host.run(payload, "--grace", "200ms").run().assertEnded(0, "exited");

        assertThat(Path.of("/proc", host.note("pid").strip())).doesNotExist();
    }

    @Test
    void aGrandchildThatKeepsTheOutputOpenIsWaitedForNoLongerThanTheGrace(Host host)
            throws IOException, InterruptedException {
        Finished finished = host.run(child(host, Child.LEAVES_OUTPUT_OPEN), "--grace", "500ms")
                .run();

        finished.assertEnded(4, "exited");
        assertThat(finished.outText()).isEqualTo("ready\n");
    }

    @Test
    void whatAGrandchildPrintsAfterTheScriptIsNotLost(Host host) throws IOException, InterruptedException {
        Finished finished = host.run(child(host, Child.PRINTS_LATE)).run();

        finished.assertEnded(0, "exited");
        assertThat(finished.outText()).isEqualTo("ready\nlast words\n");
    }

    @Test
    void aRunnerStartedByNohupOutlivesTheTerminal(Host host) throws IOException, InterruptedException {
        Launched launched = host.run(host.bash("echo ready; until [ -e $NOTES/go ]; do sleep 0.05; done; echo done")
                        .pack())
                .inShell("trap '' HUP; exec \"$@\"")
                .start();
        launched.awaitOutput("ready").signal("HUP");
        assertThat(host.notes().resolve("go").toFile().createNewFile()).isTrue();

        launched.finish().assertEnded(0, "exited");
    }

    @Test
    void aTreeThatIsHardToRemoveIsRemoved(Host host) throws IOException, InterruptedException {
        Path payload = host.python(new String(Child.LEAVES_TREES.text(), StandardCharsets.UTF_8))
                .manifest("arguments: [\"300\"]\n")
                .pack();

        host.run(payload).run().assertEnded(0, "exited");
    }

    @Test
    void aSignalBeforeTheScriptRunsKeepsItFromRunning(Host host) throws IOException, InterruptedException {
        Path payload = ManyFiles.payload(host, "touch $NOTES/ran");
        Launched launched = host.run(payload).start();
        Await.until("an execution", () -> Folders.names(host.executions()), names -> !names.isEmpty());
        launched.signal("TERM");

        launched.finish().assertEnded(143, "cancelled");

        assertThat(host.notes().resolve("ran")).doesNotExist();
    }

    private static Path child(Host host, Child child) throws IOException, InterruptedException {
        return host.bash(new String(child.text(), StandardCharsets.UTF_8)).pack();
    }
}
