package cronium.runner.supervise;

import cronium.runner.linux.LeasedFile;
import cronium.runner.linux.LinuxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A gate without a shell. The new process opens two files before it executes the script's interpreter. The first one is leased by this process, so that
 * it waits; the second one is there only when the gate was opened. If this process dies before, its lease goes, the second file is not
 * there, and the new process ends: nothing of the script has run.
 *
 * <p>Only the supervising thread opens and closes it.
 */
final class LeasedGate {
    private final Path shut;
    private final Path open;
    private final LeasedFile lease;
    private boolean over;

    private LeasedGate(Path shut, Path open, LeasedFile lease) {
        this.shut = shut;
        this.open = open;
        this.lease = lease;
    }

    /**
     * Makes one, where the file system has leases.
     *
     * @param directory of the execution, in which nothing else has such names
     */
    static Optional<LeasedGate> make(Path directory) {
        Path shut = directory.resolve("gate");
        try {
            return Optional.of(new LeasedGate(shut, directory.resolve("go"), LeasedFile.create(shut)));
        } catch (LinuxException e) {
            return Optional.empty();
        }
    }

    /** What the new process is to open, one after the other. */
    List<String> files() {
        return List.of(shut.toString(), open.toString());
    }

    /** Lets the script begin. */
    void open() throws IOException {
        // Not renamed: the new process may not have come to the first one yet.
        Files.createLink(open, shut);
        close();
    }

    /** Unless it was opened, has the new process end. */
    void close() {
        if (!over) {
            over = true;
            lease.close();
        }
    }
}
