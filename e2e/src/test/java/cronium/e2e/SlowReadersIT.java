package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Await;
import cronium.testkit.Processes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Readers of the runner's output that are slow, stand still, or go away. */
@ExtendWith(HostExtension.class)
class SlowReadersIT {
    /** Of a pipe of 65,536 bytes; the last page may be used in part only. */
    private static final int FULL_PIPE = 60_000;

    private static final long MOST_KIBIBYTES = 80 * 1024;

    @ParameterizedTest
    @CsvSource({"raw, 500", "json, 500", "pretty, 50", "logfmt, 50"})
    void memoryStaysTheSameHoweverMuchFlows(String format, int megabytes, Host host)
            throws IOException, InterruptedException {
        long bytes = megabytes * 1_000_000L;
        Launch launch = host.run(host.bash(flood(bytes / 2)).pack(), "--format", format);
        Process runner = launch.startPiped();

        SlowReading reading = SlowReading.of(runner);

        assertThat(runner.waitFor()).isZero();
        assertThat(reading.peakKibibytes).as("VmHWM in KiB").isBetween(1L, MOST_KIBIBYTES);
        JsonNode result = ResultSchema.read(launch.result().orElseThrow());
        assertThat(result.at("/output/stdout/bytes").asLong()).isEqualTo(bytes);
        if (format.equals("raw")) {
            assertThat(reading.bytes).isEqualTo(bytes);
            assertThat(reading.sha256)
                    .isEqualTo(result.at("/output/stdout/sha256").asString());
        }
    }

    /** So much in lines of 70 bytes, and as much in one line. */
    private static String flood(long half) {
        return "yes $(printf '%069d' 0) | head -c " + half + "\nhead -c " + half + " /dev/zero | tr '\\0' x\n";
    }

    /** All that a runner says, read with pauses at first. */
    private record SlowReading(long bytes, String sha256, long peakKibibytes) {
        private static final int CHUNK = 1 << 20;
        private static final int SLOW_CHUNKS = 10;
        private static final long PAUSE_NANOS = 50_000_000;

        static SlowReading of(Process runner) throws IOException {
            MessageDigest digest = Sha256.start();
            long bytes = 0;
            long peak = 0;
            try (InputStream out = runner.getInputStream()) {
                byte[] chunk = new byte[CHUNK];
                int length;
                for (int chunks = 0; (length = out.readNBytes(chunk, 0, CHUNK)) > 0; chunks++) {
                    digest.update(chunk, 0, length);
                    bytes += length;
                    peak = Math.max(peak, peak(runner.pid()));
                    if (chunks < SLOW_CHUNKS) {
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                }
            }
            return new SlowReading(bytes, HexFormat.of().formatHex(digest.digest()), peak);
        }

        /** 0 once it has ended. */
        private static long peak(long pid) {
            String size = Processes.status(pid, "VmHWM");
            return size.isEmpty() ? 0 : Long.parseLong(size.substring(0, size.indexOf(' ')));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "json", "logfmt", "pretty"})
    void aReaderThatGoesAwayNeitherHoldsNorEndsTheScript(String format, Host host)
            throws IOException, InterruptedException {
        Launch launch = host.run(
                host.bash("seq 1000000; echo done >$NOTES/done; exit 5").pack(), "--format", format);
        Launched piped = launch.inShell("{ \"$@\"; echo $? >\"$HOME/code\"; } | head -c 1")
                .start();

        assertThat(piped.finish().out()).hasSize(1);

        Await.until("an exit code", () -> Files.exists(host.home().resolve("code")), there -> there);
        Await.until("an exit code", () -> code(host), code -> !code.isEmpty());
        assertThat(code(host)).isEqualTo("5\n");
        assertThat(host.note("done")).isEqualTo("done\n");
        JsonNode result = ResultSchema.read(launch.result().orElseThrow());
        assertThat(result.at("/output/stdout/bytes").asInt()).isEqualTo(6_888_896);
        assertThat(result.at("/output/undelivered").asString()).isNotEmpty();
    }

    private static String code(Host host) {
        try {
            return Files.readString(host.home().resolve("code"));
        } catch (IOException e) {
            throw new AssertionError("expected an exit code, found " + e, e);
        }
    }

    @Test
    void aFullDiskBehindTheOutputDoesNotEndTheScript(Host host) throws IOException, InterruptedException {
        Launch launch =
                host.run(host.bash("echo lost; echo done >$NOTES/done; exit 5").pack());

        Finished finished = launch.inShell("exec \"$@\" >/dev/full").run();

        assertThat(finished.assertEnded(5, "exited").at("/output/undelivered").asString())
                .isNotEmpty();
        assertThat(host.note("done")).isEqualTo("done\n");
    }

    @Test
    void aReaderThatStandsStillDoesNotKeepTheRunnerFromStopping(Host host) throws IOException, InterruptedException {
        Launch launch = host.run(host.bash("exec yes").pack(), "--grace", "200ms");
        Process runner = launch.startPiped();
        try (InputStream out = runner.getInputStream()) {
            Await.until("a full pipe", () -> available(out), bytes -> bytes >= FULL_PIPE);
            Signals.send(runner.pid(), "TERM");

            assertThat(runner.waitFor()).isEqualTo(143);
        }

        JsonNode result = ResultSchema.read(launch.result().orElseThrow());
        assertThat(result.at("/outcome/kind").asString()).isEqualTo("cancelled");
        assertThat(result.at("/output/undelivered").asString()).contains("stood still");
    }

    private static int available(InputStream in) {
        try {
            return in.available();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
