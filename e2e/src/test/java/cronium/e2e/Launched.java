package cronium.e2e;

import cronium.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program that runs, its output going to files. */
record Launched(Process process, Path outFile, Path errFile, Optional<Path> result) {
    private static final int PATIENCE_SECONDS = 60;

    /** Waits until its standard output contains a text. */
    Launched awaitOutput(String text) {
        Await.until(
                "'" + text + "' in the output of a program that runs", this::outputSoFar, out -> out.contains(text));
        return this;
    }

    private String outputSoFar() {
        try {
            return Files.readString(outFile, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal such as {@code TERM} to the program's own process. */
    void signal(String name) throws IOException, InterruptedException {
        Signals.send(process.pid(), name);
    }

    /** Sends the signal again and again until the program has ended, as somebody at a terminal would. */
    void signalUntilEnded(String name) {
        Await.until(
                "the program to end",
                () -> {
                    try {
                        return !process.isAlive() || !Signals.reached(process.pid(), name);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } catch (InterruptedException e) {
                        throw new AssertionError("expected to wait, found an interrupt", e);
                    }
                },
                ended -> ended);
    }

    Finished finish() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("expected the program to end within " + PATIENCE_SECONDS + " s, found it running; "
                    + "its output so far: " + outputSoFar());
        }
        return new Finished(process.exitValue(), Files.readAllBytes(outFile), Files.readAllBytes(errFile), result);
    }
}
