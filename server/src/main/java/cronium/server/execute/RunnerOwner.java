package cronium.server.execute;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The runner's process. An id alone may have been given out again, so its start and the boot stand beside it.
 *
 * @param startTicks clock ticks from boot to the start, field 22 of {@code /proc/PID/stat}, proc_pid_stat(5)
 */
record RunnerOwner(long pid, long startTicks, String bootId) {
    private static final int START_TICKS = 22;

    /** Empty if it is half written. */
    static Optional<RunnerOwner> parse(String text) {
        String[] words = text.strip().split(" ", -1);
        try {
            return words.length == 3
                    ? Optional.of(new RunnerOwner(Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    boolean isAlive() {
        try {
            String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"), StandardCharsets.US_ASCII);
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            // The second field is the program's name, in parentheses, and may hold anything.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            boolean isZombie = fields[0].equals("Z") || fields[0].equals("X");
            return boot.strip().equals(bootId) && !isZombie && Long.parseLong(fields[START_TICKS - 3]) == startTicks;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** Asks it to cancel: SIGTERM. */
    void terminate() {
        if (isAlive()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        }
    }
}
