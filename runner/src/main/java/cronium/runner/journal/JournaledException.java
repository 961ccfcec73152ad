package cronium.runner.journal;

import java.io.IOException;
import java.nio.file.Path;

/** An execution id has a journal on this host: it is running or has run. */
public final class JournaledException extends IOException {
    private final Path journal;

    JournaledException(String executionId, Path journal, String state) {
        super("execution " + executionId + ": expected an id that was never started on this host, found " + journal
                + ", " + state);
        this.journal = journal;
    }

    /** The directory that is there. */
    public Path journal() {
        return journal;
    }
}
