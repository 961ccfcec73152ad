package cronium.e2e;

import java.io.IOException;

/** Signals as the shell sends them. */
final class Signals {
    private Signals() {}

    /** Sends a signal such as {@code TERM} to one process. */
    static void send(long pid, String name) throws IOException, InterruptedException {
        if (!reached(pid, name)) {
            throw new AssertionError("expected to send SIG" + name + " to process " + pid + ", found it gone");
        }
    }

    /** Whether there was a process to take it. */
    static boolean reached(long pid, String name) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
