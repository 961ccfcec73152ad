package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Every limit, gone over by a script that would go on for ever. */
@ExtendWith(HostExtension.class)
class LimitsIT {
    private static final String FOR_EVER = "while :; do :; done";
    private static final String PYTHON = "/usr/bin/python3";

    @ParameterizedTest
    @CsvSource(delimiterString = "||", textBlock = """
            cpu: 300ms        || cpu-time-exceeded  || 119 || 300     || while :; do :; done
            cpu: 300ms        || cpu-time-exceeded  || 119 || 300     || for i in 1 2 3; do (while :; do :; done) & done; wait
            processes: 10     || processes-exceeded || 120 || 10      || for i in {1..20}; do sleep 600 & done; wait
            processes: 10     || processes-exceeded || 120 || 10      || bomb() { bomb | bomb & }; bomb; sleep 600
            output: 1000      || output-exceeded    || 121 || 1000    || yes
            output: 1000      || output-exceeded    || 121 || 1000    || yes >&2
            disk: 1MiB        || disk-exceeded      || 122 || 1048576 || head -c 4M /dev/zero > big; sleep 600
            disk: 1MiB        || disk-exceeded      || 122 || 1048576 || head -c 4M /dev/zero > $TMPDIR/big; sleep 600
            fileSize: 1000    || file-size-exceeded || 117 || 1000    || exec head -c 4M /dev/zero > big
            """)
    void whoeverGoesOverIsStopped(String limit, String kind, int exitCode, long allowed, String script, Host host)
            throws IOException, InterruptedException {
        Path payload = host.bash(script).manifest("limits: {" + limit + "}\n").pack();

        JsonNode result = host.run(payload, "--timeout", "60s").run().assertEnded(exitCode, kind);

        assertThat(result.at("/outcome/limit").asLong()).isEqualTo(allowed);
        assertThat(result.at("/usage/wallMicros").asLong())
                .as("ended by the limit")
                .isLessThan(60_000_000);
    }

    @Test
    void memoryIsThatOfAllProcessesTogether(Host host) throws IOException, InterruptedException {
        String grow = """
                import os, sys, time
                held = []
                for child in range(4):
                    if os.fork() == 0:
                        held.append(bytearray(b"x" * (24 << 20)))
                        time.sleep(600)
                time.sleep(600)
                """;
        Path payload = host.python(grow).manifest("limits: {memory: 64MiB}\n").pack();

        JsonNode result = host.run(payload, "--interpreter", PYTHON).run().assertEnded(118, "out-of-memory");

        assertThat(result.at("/outcome/limit").asLong()).isEqualTo(64 << 20);
        assertThat(result.at("/enforced")).extracting(JsonNode::asString).contains("memory");
    }

    @Test
    void aPlainSigkillIsNotWantOfMemory(Host host) throws IOException, InterruptedException {
        Path payload =
                host.bash("kill -KILL $$").manifest("limits: {memory: 64MiB}\n").pack();

        host.run(payload).run().assertEnded(137, "signalled");
    }

    @Test
    void whatFitsIsNotTouched(Host host) throws IOException, InterruptedException {
        Path payload = host.bash("sleep 0.1 & wait; head -c 999 /dev/zero | tee $TMPDIR/f; exit 3")
                .manifest("limits: {cpu: 1h, memory: 1GiB, processes: 50, output: 999, disk: 10MiB, fileSize: 999}\n")
                .pack();

        JsonNode result = host.run(payload).run().assertEnded(3, "exited");

        assertThat(result.at("/output/stdout/bytes").asInt()).isEqualTo(999);
        assertThat(result.at("/output/stdout/dropped").asInt()).isZero();
        assertThat(result.at("/enforced"))
                .extracting(JsonNode::asString)
                .contains("cpu", "memory", "processes", "output", "disk", "file-size");
    }

    @Test
    void excessOutputIsDroppedAndCountedWhereThatIsChosen(Host host) throws IOException, InterruptedException {
        Path payload = host.bash("head -c 100000 /dev/zero; head -c 5 /dev/zero >&2; exit 7")
                .pack();

        Finished finished = host.run(payload, "--limit", "output=1000", "--limit", "outputExcess=truncate")
                .run();

        JsonNode result = finished.assertEnded(7, "exited");
        assertThat(finished.out()).hasSize(1000);
        assertThat(result.at("/output/stdout/bytes").asInt()).isEqualTo(1000);
        assertThat(result.at("/output/stdout/dropped").asInt()).isEqualTo(99_000);
        assertThat(result.at("/output/stderr/dropped").asInt()).isZero();
    }

    @Test
    void theLowerLimitWins(Host host) throws IOException, InterruptedException {
        Path payload = host.bash("ulimit -n; ulimit -Hn")
                .manifest("limits: {openFiles: 100}\n")
                .pack();

        assertThat(host.run(payload).run().outText()).isEqualTo("100\n100\n");
        assertThat(host.run(payload, "--limit", "openFiles=50").run().outText()).isEqualTo("50\n50\n");
        assertThat(host.run(payload, "--limit", "openFiles=200").run().outText())
                .isEqualTo("100\n100\n");
    }

    @Test
    void theLimitsOfARunAreThoseOfItsOwn(Host host) throws IOException, InterruptedException {
        Path limited = host.bash(FOR_EVER).manifest("limits: {cpu: 200ms}\n").pack();
        Path free = host.bash("echo free").pack();

        host.run(limited).run().assertEnded(119, "cpu-time-exceeded");
        host.run(free).run().assertEnded(0, "exited");
    }
}
