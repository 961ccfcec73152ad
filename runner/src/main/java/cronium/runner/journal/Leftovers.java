package cronium.runner.journal;

import cronium.runner.linux.ControlGroup;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.ProcessTable;
import cronium.runner.linux.Signals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** The processes that a killed runner left of an execution. */
final class Leftovers {
    /** What forks faster than it is looked at needs several looks; what never stops is left to the containment. */
    private static final int MOST_LOOKS = 50;

    private static final long PAUSE_NANOS = 10_000_000;

    private Leftovers() {}

    /**
     * Kills what is in the execution's control group; every process that carries its tag or was started with its directory
     * in its environment, whatever session it has made for itself; and the other processes of the script's session if that
     * is still the script's.
     */
    static void kill(Path execution) {
        if (Owner.read(execution.resolve(Claim.OWNER))
                .filter(Owner::isOfThisBoot)
                .isEmpty()) {
            return;
        }
        String mark = "CRONIUM_WORK_DIR=" + execution.resolve("payload");
        HeldNote note = HeldNote.read(execution.resolve(Claim.SESSION));
        note.controlGroup().ifPresent(Leftovers::killGroup);
        Set<Integer> killed = new HashSet<>();
        boolean news = true;
        for (int look = 0; news && look < MOST_LOOKS; look++) {
            news = false;
            for (ProcessTable.Entry process : found(mark, note)) {
                news |= killed.add(process.pid());
                kill(process);
            }
        }
    }

    private static List<ProcessTable.Entry> found(String mark, HeldNote note) {
        List<ProcessTable.Entry> all = ProcessTable.all();
        List<ProcessTable.Entry> marked = all.stream()
                .filter(process -> ProcessTable.startedWith(process, mark)
                        || note.tag().filter(tag -> tag.isOn(process)).isPresent())
                .toList();
        // A number is not given out again while a session has it; so if one process there is the script's, all are.
        if (marked.stream().noneMatch(process -> process.session() == note.session())) {
            return marked;
        }
        Set<ProcessTable.Entry> both = new HashSet<>(marked);
        all.stream().filter(process -> process.session() == note.session()).forEach(both::add);
        return List.copyOf(both);
    }

    private static void killGroup(Path directory) {
        ControlGroup group = ControlGroup.existing(directory);
        try {
            group.kill();
            for (int look = 0; look < MOST_LOOKS && group.populated(); look++) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            group.remove();
        } catch (IOException e) {
            // Gone already: the watchdog of the runner removed it.
        }
    }

    private static void kill(ProcessTable.Entry process) {
        try {
            Signals.send(process, Signals.KILL);
        } catch (LinuxException e) {
            // Not ours to signal: then it runs under another user, and its directory goes all the same.
        }
    }
}
