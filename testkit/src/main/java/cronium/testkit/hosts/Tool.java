package cronium.testkit.hosts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Programs that make hosts: each must end with 0. */
final class Tool {
    private Tool() {}

    /** What ended: both streams as one text. */
    record Ended(int exit, String output) {}

    static String run(String... command) {
        Ended ended = tried(List.of(command));
        if (ended.exit != 0) {
            throw new AssertionError(
                    "expected 0 of " + String.join(" ", command) + ", found " + ended.exit + ": " + ended.output);
        }
        return ended.output;
    }

    static Ended tried(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            throw new AssertionError("expected to start " + command + ", found " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted during " + command, e);
        }
    }
}
