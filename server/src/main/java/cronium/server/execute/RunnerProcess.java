package cronium.server.execute;

import cronium.payload.manifest.Excerpt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A runner that was started. It is in a session of its own, keeps a journal, and does not need the one that started it. What it says on standard error
 * is kept, cut, for the case that it makes no journal.
 */
final class RunnerProcess {
    private static final String EXECUTION_ID = "--execution-id=";
    private static final int MOST_COMPLAINT = 4096;

    private final Process process;
    private final CompletableFuture<String> complaint = new CompletableFuture<>();

    private RunnerProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param environment added to the script's
     * @param secrets {@code NAME=VALUE}, each with a NUL after it; empty for none
     */
    static RunnerProcess start(
            LocalSettings settings, String executionId, Path payload, Map<String, String> environment, byte[] secrets)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                settings.runner().toString(),
                "run",
                payload.toString(),
                EXECUTION_ID + executionId,
                "--state=" + settings.state(),
                "--trust=" + settings.trust(),
                "--format=raw",
                "--summary",
                "--journal",
                "--detach"));
        environment.forEach((name, value) -> {
            command.add("--env");
            command.add(name + "=" + value);
        });
        if (secrets.length > 0) {
            command.add("--secrets-from=0");
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(settings.state().toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(settings.environment());
        RunnerProcess started = new RunnerProcess(builder.start());
        Thread.ofVirtual().start(started::listen);
        started.hand(secrets);
        return started;
    }

    /** Whether a runner for that execution lives, whoever started it: its command line, /proc/PID/cmdline of proc(5), says so. */
    static boolean isUnderWay(String executionId) {
        String option = "\0" + EXECUTION_ID + executionId + "\0";
        return ProcessHandle.allProcesses()
                .anyMatch(process -> commandLine(process.pid()).contains(option));
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // It has ended meanwhile.
            return "";
        }
    }

    private void hand(byte[] secrets) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(secrets);
        } catch (IOException e) {
            // It refused before it read them, and says why.
        }
    }

    private void listen() {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        try (InputStream err = process.getErrorStream()) {
            byte[] buffer = new byte[MOST_COMPLAINT];
            for (int count = err.read(buffer); count >= 0; count = err.read(buffer)) {
                kept.write(buffer, 0, Math.min(count, MOST_COMPLAINT - kept.size()));
            }
        } catch (IOException e) {
            // It is gone.
        }
        complaint.complete(kept.toString(StandardCharsets.UTF_8).strip());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void whenEnded(Runnable action) {
        CompletableFuture<Void> _ = process.onExit().thenRun(action);
    }

    /** Its last words, once it has ended, fit for a terminal. */
    String complaint() {
        String said = complaint.join();
        return said.isEmpty() ? "exit code " + process.exitValue() + " and no word" : Excerpt.bare(said);
    }
}
