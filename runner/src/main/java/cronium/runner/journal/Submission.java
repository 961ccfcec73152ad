package cronium.runner.journal;

import cronium.runner.linux.Removal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A payload as it was submitted, with the files that stand beside it, in a private directory that goes with the execution. */
public final class Submission implements AutoCloseable {
    private static final String PAYLOAD = "payload.tar.gz";

    private final Path directory;

    private Submission(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes the directory; if this runner is killed, the next sweep removes it.
     *
     * @param beside contents by what their names have after the payload's
     */
    public static Submission make(StateDirectory state, String executionId, Path payload, Map<String, byte[]> beside)
            throws IOException {
        Path directory = state.executions().resolve(Owner.self().nameOf(".in", executionId));
        Submission submission = new Submission(directory);
        try {
            StateDirectory.createPrivate(directory);
            Files.createLink(submission.payload(), payload);
            for (Map.Entry<String, byte[]> file : beside.entrySet()) {
                Files.write(directory.resolve(PAYLOAD + file.getKey()), file.getValue());
            }
            return submission;
        } catch (IOException e) {
            submission.close();
            throw e;
        }
    }

    public Path payload() {
        return directory.resolve(PAYLOAD);
    }

    @Override
    public void close() {
        Removal.remove(directory);
    }
}
