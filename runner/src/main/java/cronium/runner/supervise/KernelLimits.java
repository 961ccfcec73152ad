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

    private KernelLimits() {}

    static void putOn(int pid, Limits limits, Optional<ControlGroup> group) throws IOException {
        if (limits.openFiles().isPresent()) {
            ResourceLimit.OPEN_FILES.lower(pid, limits.openFiles().getAsInt());
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

    private static void memory(int pid, long bytes, Optional<ControlGroup> group) throws IOException {
        if (group.isPresent() && group.get().controls("memory")) {
            group.get().write("memory.max", Long.toString(bytes));
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
