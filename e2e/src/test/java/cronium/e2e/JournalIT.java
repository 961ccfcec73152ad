package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Executions that a journal is kept of, by runners that outlive whoever started them. */
@ExtendWith(HostExtension.class)
class JournalIT {
    private static final int RUNNERS = 4;
    private static final int MEGABYTES = 8;

    /** Every byte there is, on both streams, and the same again after a pause that the test ends. */
    private static final String PRINTS_MEGABYTES = """
            import hashlib, os, random, sys, time
            notes = os.environ["NOTES"]
            out, err = hashlib.sha256(), hashlib.sha256()
            def megabytes(count):
                for n in range(count):
                    for fd, digest in ((1, out), (2, err)):
                        piece = random.Random(2 * n + fd).randbytes(1 << 20)
                        digest.update(piece)
                        while piece:
                            piece = piece[os.write(fd, piece):]
            megabytes(1)
            open(notes + "/ready", "w").close()
            while not os.path.exists(notes + "/go"):
                time.sleep(0.02)
            megabytes(7)
            with open(notes + "/digests", "w") as file:
                file.write(out.hexdigest() + " " + err.hexdigest())
            """;

    @Test
    void ofSeveralStartsAtOnceOneRuns(Host host) throws IOException, InterruptedException {
        Path payload = host.bash("echo x >>$NOTES/count; until [ -e $NOTES/go ]; do sleep 0.05; done")
                .pack();
        List<Launched> runners = new ArrayList<>();
        for (int number = 0; number < RUNNERS; number++) {
            runners.add(journaled(host, payload).start());
        }
        Await.until(
                "one runner that is left",
                () -> runners.stream()
                        .filter(runner -> runner.process().isAlive())
                        .count(),
                alive -> alive == 1);
        Files.createFile(host.notes().resolve("go"));

        int ran = 0;
        for (Launched runner : runners) {
            Finished finished = runner.finish();
            if (finished.exitCode() == 0) {
                ran++;
                finished.assertEnded(0, "exited");
            } else {
                assertRefused(finished, "which is under way in process ");
            }
        }
        assertThat(ran).isEqualTo(1);
        assertThat(host.note("count")).isEqualTo("x\n");
    }

    @Test
    void anIdThatHasRunNeverRunsAgain(Host host) throws IOException, InterruptedException {
        Path payload = host.bash("echo x >>$NOTES/count; echo hello").pack();
        Finished first = journaled(host, payload).run();
        JsonNode result = first.assertEnded(0, "exited");
        assertThat(first.outText() + first.errText()).isEmpty();
        assertThat(ResultSchema.read(journal(host).resolve("result.json"))).isEqualTo(result);

        assertRefused(journaled(host, payload).run(), "which is over");
        host.run(host.bash("exit 3").pack()).run().assertEnded(3, "exited");
        assertRefused(journaled(host, payload).run(), "which is over");
        assertThat(host.note("count")).isEqualTo("x\n");
        assertThat(ResultSchema.read(journal(host).resolve("result.json"))).isEqualTo(result);
        assertThat(output(host).text("stdout")).isEqualTo("hello\n");
    }

    @Test
    void aRunnerOutlivesWhoeverStartedItAndLosesNothing(Host host) throws IOException, InterruptedException {
        Path payload = host.python(PRINTS_MEGABYTES).pack();
        // The runner's output and error go to a pipe that the one who dies reads.
        Path pipe = host.fresh("pipe");
        Launched parent = journaled(host, payload, "--detach", "--format", "json")
                .inShell("mkfifo " + pipe + "; \"$@\" >" + pipe + " 2>&1 & exec 3<" + pipe + "; wait")
                .start();
        Await.until("the script", () -> host.notes().resolve("ready"), Files::exists);
        int runner = owner(host);
        assertThat(session(runner)).isEqualTo(runner);
        parent.signal("KILL");
        assertThat(parent.finish().exitCode()).isEqualTo(137);
        Files.createFile(host.notes().resolve("go"));

        Await.until("the result", () -> journal(host).resolve("result.json"), Files::exists);
        Await.until("the runner to end", () -> Files.exists(Path.of("/proc/" + runner)), alive -> !alive);

        JsonNode result = ResultSchema.read(journal(host).resolve("result.json"));
        assertThat(result.at("/outcome/kind").asString()).isEqualTo("exited");
        assertThat(result.at("/output").has("undelivered")).isFalse();
        JournalOutput output = output(host);
        assertThat(output.isWhole()).isTrue();
        assertThat(output.stream("stdout")).hasSize(MEGABYTES << 20);
        assertThat(host.note("digests"))
                .isEqualTo(Sha256.hex(output.stream("stdout")) + " " + Sha256.hex(output.stream("stderr")));
        assertThat(result.at("/output/stdout/sha256").asString()).isEqualTo(Sha256.hex(output.stream("stdout")));
        assertThat(output.nanos()).isSorted();
    }

    @Test
    void aRunnerThatIsDetachedIsNotInTheGroupThatATerminalSignals(Host host) throws IOException, InterruptedException {
        Path payload = host.bash("echo ready; until [ -e $NOTES/go ]; do sleep 0.05; done; echo done")
                .pack();
        Launched runner = journaled(host, payload, "--detach").start();
        awaitPrinted(host, "ready\n");
        // What a terminal sends goes to the group of processes that the runner was started in.
        assertThat(group(runner.process().pid()))
                .isEqualTo(runner.process().pid())
                .isNotEqualTo(group(ProcessHandle.current().pid()));
        Files.createFile(host.notes().resolve("go"));

        runner.finish().assertEnded(0, "exited");
        assertThat(output(host).text("stdout")).isEqualTo("ready\ndone\n");
    }

    @Test
    void theLeaderOfAProcessGroupCannotBeDetached(Host host) throws IOException, InterruptedException {
        Path payload = host.bash("touch $NOTES/ran").pack();
        Finished finished =
                journaled(host, payload, "--detach").under("setsid", "--wait").run();

        assertThat(finished.assertEnded(125, "not-started")
                        .at("/outcome/message")
                        .asString())
                .contains("--detach: expected a process that leads no process group");
        assertThat(host.notes().resolve("ran")).doesNotExist();
        assertThat(journal(host)).doesNotExist();
    }

    @Test
    void aRunnerThatIsKilledLeavesWhatWasPrintedAndItsIdIsRefused(Host host) throws IOException, InterruptedException {
        Path payload = host.bash("echo x >>$NOTES/count; echo ready; echo oops >&2; sleep 60")
                .pack();
        Launched runner = journaled(host, payload, "--detach").start();
        awaitPrinted(host, "ready\n");
        Await.until("the other stream", () -> output(host).text("stderr"), "oops\n"::equals);
        runner.signal("KILL");
        assertThat(runner.finish().exitCode()).isEqualTo(137);

        assertThat(Folders.names(journal(host))).containsExactlyInAnyOrder("owner", "output");
        assertRefused(journaled(host, payload).run(), "whose runner is gone and left no result");
        host.run(host.bash("true").pack()).run().assertEnded(0, "exited");
        assertRefused(journaled(host, payload).run(), "whose runner is gone and left no result");
        assertThat(host.note("count")).isEqualTo("x\n");
        assertThat(output(host).text("stdout") + output(host).text("stderr")).isEqualTo("ready\noops\n");
    }

    @Test
    void itIsCancelledByASignalToItsOwner(Host host) throws IOException, InterruptedException {
        Path payload = host.bash("trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.05; done")
                .pack();
        Launched runner = journaled(host, payload, "--detach").start();
        awaitPrinted(host, "ready\n");
        Signals.send(owner(host), "TERM");

        runner.finish().assertEnded(143, "cancelled");

        JsonNode result = ResultSchema.read(journal(host).resolve("result.json"));
        assertThat(result.at("/outcome/kind").asString()).isEqualTo("cancelled");
        assertThat(output(host).text("stdout")).isEqualTo("ready\nbye\n");
    }

    @Test
    void secretsComeThroughAPipeAndAreMasked(Host host) throws IOException, InterruptedException {
        Path payload = host.bash("wc -c; printf %s \"$TOKEN\" >$NOTES/token; echo \"<$TOKEN>\"; echo \"$TOKEN\" >&2")
                .pack();
        Launched runner = journaled(host, payload, "--detach", "--secrets-from", "0")
                .inShell("{ sleep 0.1; printf 'TOKEN=a-token\\n'; } | \"$@\"")
                .start();

        runner.finish().assertEnded(0, "exited");

        assertThat(host.note("token")).isEqualTo("a-token");
        assertThat(output(host).text("stdout")).isEqualTo("0\n<***>\n");
        assertThat(output(host).text("stderr")).isEqualTo("***\n");
        for (String file : Folders.names(journal(host))) {
            assertThat(Files.readString(journal(host).resolve(file), StandardCharsets.ISO_8859_1))
                    .as(file)
                    .doesNotContain("a-token");
        }
    }

    @Test
    void outputThatCannotBeKeptStopsTheScript(Host host) throws IOException, InterruptedException {
        Path payload = host.bash("trap 'echo x >>$NOTES/told; exit 0' TERM; while :; do head -c 65536 /dev/zero; done")
                .pack();
        // 1 MiB, in blocks of 512 bytes: a file of this size is as full as a disk.
        Finished finished =
                journaled(host, payload).inShell("ulimit -f 2048; exec \"$@\"").run();

        JsonNode result = finished.assertEnded(115, "output-lost");
        assertThat(result.at("/outcome/message").asString()).contains("EFBIG");
        assertThat(result.at("/output/undelivered").asString()).contains("EFBIG");
        assertThat(host.note("told")).isEqualTo("x\n");
        assertThat(ResultSchema.read(journal(host).resolve("result.json"))).isEqualTo(result);
        assertThat(output(host).isWhole()).isTrue();
        assertThat(output(host).stream("stdout").length).isBetween(900_000, 1 << 20);
    }

    private static Launch journaled(Host host, Path payload, String... options) {
        List<String> all = new ArrayList<>(List.of("--journal", "--execution-id", "the-one"));
        all.addAll(List.of(options));
        return host.run(payload, all.toArray(String[]::new));
    }

    private static void assertRefused(Finished finished, String state) {
        assertThat(finished.exitCode()).as(finished.errText()).isEqualTo(116);
        assertThat(finished.errText()).contains("rejected (execution.journaled)", state);
        assertThat(finished.resultFile().orElseThrow()).doesNotExist();
    }

    private static Path journal(Host host) {
        return host.state().resolve("journal/the-one");
    }

    private static JournalOutput output(Host host) {
        return JournalOutput.read(journal(host).resolve("output"));
    }

    private static void awaitPrinted(Host host, String text) {
        Await.until("'" + text + "' in the journal", () -> output(host).text("stdout"), text::equals);
    }

    private static int owner(Host host) throws IOException {
        return Integer.parseInt(Files.readString(journal(host).resolve("owner")).split(" ", -1)[0]);
    }

    private static long group(long pid) throws IOException {
        return stat(pid, 2);
    }

    private static long session(long pid) throws IOException {
        return stat(pid, 3);
    }

    /** A number of {@code /proc/PID/stat}, counted from the state of the process, proc(5). */
    private static long stat(long pid, int number) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[number]);
    }
}
