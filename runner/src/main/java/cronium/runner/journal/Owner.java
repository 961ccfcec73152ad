package cronium.runner.journal;

import cronium.runner.linux.ProcessTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The runner that a claim belongs to. A process id alone may be given out again, so its start time and the boot stand
 * beside it.
 *
 * @param startTicks start time in clock ticks since boot
 */
record Owner(int pid, long startTicks, String bootId) {

    static Owner self() {
        int pid = (int) ProcessHandle.current().pid();
        return new Owner(
                pid, ProcessTable.find(pid).map(ProcessTable.Entry::startTicks).orElse(0L), ProcessTable.bootId());
    }

    boolean isAlive() {
        return bootId.equals(ProcessTable.bootId()) && ProcessTable.isAlive(pid, startTicks);
    }

    boolean isOfThisBoot() {
        return bootId.equals(ProcessTable.bootId());
    }

    String text() {
        return pid + " " + startTicks + " " + bootId + "\n";
    }

    /**
     * A directory name that carries the owner, for the moments in which the owner file is not there or not its own. No two
     * threads of a runner get the same.
     */
    String nameOf(String prefix, String executionId) {
        // At most 255 bytes make a name, and a swept directory may have been named by this method before.
        String end = executionId.length() > 128 ? executionId.substring(executionId.length() - 128) : executionId;
        return prefix + "-" + pid + "-" + startTicks + "-"
                + Thread.currentThread().threadId() + "-" + end;
    }

    /** The owner that {@link #nameOf} put there; taken to be of this boot. */
    static Optional<Owner> inName(String name) {
        String[] words = name.split("-", 4);
        if (words.length < 4 || !name.startsWith(".")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Owner(Integer.parseInt(words[1]), Long.parseLong(words[2]), ProcessTable.bootId()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The execution id that such a name ends with, for people; any other name as it is. */
    static String nameWithout(String name) {
        String rest = name;
        while (inName(rest).isPresent()) {
            String[] words = rest.split("-", 5);
            rest = words.length == 5 ? words[4] : words[3];
        }
        return rest;
    }

    static Optional<Owner> read(Path file) {
        try {
            String[] words =
                    Files.readString(file, StandardCharsets.US_ASCII).strip().split(" ", -1);
            return words.length == 3
                    ? Optional.of(new Owner(Integer.parseInt(words[0]), Long.parseLong(words[1]), words[2]))
                    : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
