package cronium.runner.supervise;

import cronium.payload.manifest.Limits;
import cronium.runner.linux.ControlGroup;
import cronium.runner.linux.ProcessTable;
import cronium.runner.linux.ResourceLimit;
import java.io.IOException;
import java.util.Optional;

/**
 * The part of the limits that the kernel keeps. Open files and file sizes are its alone. For what is counted over the whole
 * tree, which only a control group can, {@link LimitWatch} does the counting, and these are the net below it: high enough
 * that the watch comes first, low enough that a script which grows between two looks cannot hurt the host.
 */
final class KernelLimits {
    private static final long SLACK_BYTES = 64L << 20;
    private static final long SLACK_PROCESSES = 64;
    /** What the runner and its guard may have to start to end a script that has started all that its user may. */
    private static final long ROOM = 32;
    /** A shell cannot even become the script with less. */
    private static final int LEAST_OPEN_FILES = 12;

    private KernelLimits() {}

    static void putOn(int pid, Limits limits, Optional<ControlGroup> group) throws IOException {
        leaveRoomForRunnerAndGuard(pid);
        if (limits.openFiles().isPresent()) {
            ResourceLimit.OPEN_FILES.lower(
                    pid, Math.max(LEAST_OPEN_FILES, limits.openFiles().getAsInt()));
        }
        if (limits.fileSize().isPresent()) {
            ResourceLimit.FILE_SIZE.lower(pid, limits.fileSize().getAsLong());
        }
        if (limits.cpu().isPresent()) {
            ResourceLimit.CPU.lower(pid, limits.cpu().get().toSeconds() + 2);
        }
        if (limits.memory().isPresent()) {
            memory(pid, limits.memory().getAsLong(), group);
        }
        if (limits.processes().isPresent()) {
            processes(pid, limits.processes().getAsInt(), group);
        }
    }

    private static void leaveRoomForRunnerAndGuard(int pid) throws IOException {
        long hard = ResourceLimit.PROCESSES.hard();
        if (hard != ResourceLimit.UNLIMITED && hard > 2 * ROOM) {
            ResourceLimit.PROCESSES.lower(pid, hard - ROOM);
        }
    }

    private static void memory(int pid, long bytes, Optional<ControlGroup> group) throws IOException {
        if (group.isPresent() && group.get().controls("memory")) {
            group.get().write("memory.max", Long.toString(bytes));
            group.get().writeIfThere("memory.swap.max", "0");
            group.get().writeIfThere("memory.oom.group", "1");
            return;
        }
        // Not the address space, of which a JavaScript engine reserves many times what it uses.
        ResourceLimit.DATA.lower(pid, Math.max(bytes, Math.min(bytes, Long.MAX_VALUE / 4) * 2 + SLACK_BYTES));
    }

    private static void processes(int pid, int most, Optional<ControlGroup> group) throws IOException {
        if (group.isPresent() && group.get().controls("pids")) {
            group.get().write("pids.max", Long.toString(most + SLACK_PROCESSES));
            return;
        }
        // Counts all processes of the user, and root's not at all.
        ResourceLimit.PROCESSES.lower(pid, ProcessTable.tasksOfThisUser() + most + SLACK_PROCESSES);
    }
}
