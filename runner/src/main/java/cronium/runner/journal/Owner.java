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

    /** What does not change while this process lives, read when it is first asked for. */
    private static final class This {
        private static final String BOOT = ProcessTable.bootId();
        private static final int PID = (int) ProcessHandle.current().pid();
        private static final Owner SELF = new Owner(
                PID, ProcessTable.find(PID).map(ProcessTable.Entry::startTicks).orElse(0L), BOOT);
    }

    static Owner self() {
        return This.SELF;
    }

    boolean isAlive() {
        return isOfThisBoot() && (equals(This.SELF) || ProcessTable.isAlive(pid, startTicks));
    }

    boolean isOfThisBoot() {
        return bootId.equals(This.BOOT);
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
            return Optional.of(new Owner(Integer.parseInt(words[1]), Long.parseLong(words[2]), This.BOOT));
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
