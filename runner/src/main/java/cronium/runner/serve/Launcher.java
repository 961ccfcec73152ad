package cronium.runner.serve;

import cronium.protocol.ClientMessage;
import cronium.runner.journal.Journal;
import cronium.runner.output.Presentation;
import cronium.runner.supervise.StopRequests;
import java.nio.file.Path;

/** Makes executions of submissions. */
public interface Launcher {
    /**
     * Checks what was submitted; starts nothing.
     *
     * @param payload in the store
     * @throws RefusedException when it cannot be run as it is
     */
    Launch prepare(ClientMessage.Submit submit, Path payload) throws RefusedException;

    /** An execution that was claimed. */
    interface Launch {
        /** Runs it to its end, result and all. Its output goes to the presentation, which leads to the journal. */
        void run(Journal journal, Presentation presentation, StopRequests stopRequests) throws InterruptedException;
    }
}
