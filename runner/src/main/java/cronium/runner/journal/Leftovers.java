package cronium.runner.journal;

import cronium.runner.linux.LinuxException;
import cronium.runner.linux.ProcessTable;
import cronium.runner.linux.Signals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The processes that a killed runner left of an execution. */
final class Leftovers {
    /** What forks faster than it is looked at needs several looks; what never stops is left to the containment. */
    private static final int MOST_LOOKS = 50;

    private Leftovers() {}

    /**
     * Kills every process that was started with the execution's directory in its environment, whatever session it has made
     * for itself, and the other processes of the script's session if that is still the script's.
     */
    static void kill(Path execution) {
        if (Owner.read(execution.resolve(Claim.OWNER))
                .filter(Owner::isOfThisBoot)
                .isEmpty()) {
            return;
        }
        String mark = "CRONIUM_WORK_DIR=" + execution.resolve("payload");
        int session = session(execution);
        Set<Integer> killed = new HashSet<>();
        boolean news = true;
        for (int look = 0; news && look < MOST_LOOKS; look++) {
            news = false;
            for (ProcessTable.Entry process : found(mark, session)) {
                news |= killed.add(process.pid());
                kill(process);
            }
        }
    }

    private static List<ProcessTable.Entry> found(String mark, int session) {
        List<ProcessTable.Entry> all = ProcessTable.all();
        List<ProcessTable.Entry> marked = all.stream()
                .filter(process -> ProcessTable.startedWith(process, mark))
                .toList();
        // A number is not given out again while a session has it; so if one process there is the script's, all are.
        if (marked.stream().noneMatch(process -> process.session() == session)) {
            return marked;
        }
        Set<ProcessTable.Entry> both = new HashSet<>(marked);
        all.stream().filter(process -> process.session() == session).forEach(both::add);
        return List.copyOf(both);
    }

    /** 0, which is no session, when the runner died before its script had started. */
    private static int session(Path execution) {
        try {
            return Integer.parseInt(Files.readString(execution.resolve(Claim.SESSION), StandardCharsets.US_ASCII));
        } catch (IOException | NumberFormatException e) {
            return 0;
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
