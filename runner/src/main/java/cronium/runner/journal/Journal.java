package cronium.runner.journal;

import cronium.runner.linux.AppendedFile;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.Removal;
import cronium.runner.output.StreamName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What stays of one execution: {@code owner}, {@code output} in {@linkplain Frame frames}, and in the end {@code result.json}, which is
 * there only when the output is complete. The directory is the claim of its execution id for all time: it is never removed by a runner, so
 * the id runs at most once.
 *
 * <p>One thread at a time may append; {@link #complete} and {@link #settle} come when none does any more.
 */
public final class Journal implements AutoCloseable {
    static final String OWNER = "owner";
    static final String OUTPUT = "output";
    static final String RESULT = "result.json";
    /** There if it is over and was acknowledged; then output and result are not. */
    static final String ACKNOWLEDGED = "acknowledged";
    /** There if its owner has many executions and takes requests by {@link #CANCEL}, not by signals. */
    static final String SERVED = "served";
    /** A request to such an owner: milliseconds of grace. */
    static final String CANCEL = "cancel";

    private final Path directory;
    private final AppendedFile output;
    private final FrameWriter frames;
    private Optional<LinuxException> failure = Optional.empty();

    Journal(Path directory, AppendedFile output) {
        this.directory = directory;
        this.output = output;
        this.frames = new FrameWriter(output);
    }

    /**
     * Claims an execution id for ever: a directory with an owner and no output yet appears in one step, and is on disk when this returns.
     *
     * @throws JournaledException when the id has a journal; it was not touched then
     */
    public static Journal make(StateDirectory state, String executionId) throws IOException {
        return make(state, executionId, Optional.empty());
    }

    /**
     * The same for one of many executions of this process. Who owned it need not outlast a loss of power, which none of these survives:
     * where the owner cannot be read, its runner is gone.
     *
     * @param journals of {@link #directoryOf}, shared by all of them
     */
    public static Journal makeServed(StateDirectory state, String executionId, SharedSync journals) throws IOException {
        return make(state, executionId, Optional.of(journals));
    }

    /** Where the journals are, to be shared by many; made if it is missing. */
    public static SharedSync directoryOf(StateDirectory state) throws IOException {
        Path journals = state.path().resolve("journal");
        StateDirectory.makePrivate(journals);
        return new SharedSync(journals);
    }

    private static Journal make(StateDirectory state, String executionId, Optional<SharedSync> served)
            throws IOException {
        Path journals = state.path().resolve("journal");
        if (served.isEmpty()) {
            StateDirectory.makePrivate(journals);
        }
        Path directory = journals.resolve(executionId);
        refuseIfThere(directory, executionId);
        Owner owner = Owner.self();
        // Made among the claims: if this runner is killed now, the next sweep removes it from there.
        Path coming = state.executions().resolve(owner.nameOf(".new", executionId));
        try {
            StateDirectory.createPrivate(coming);
            write(coming.resolve(OWNER), owner.text(), served.isEmpty());
            if (served.isPresent()) {
                Files.createFile(coming.resolve(SERVED));
            }
            AppendedFile output = AppendedFile.create(coming.resolve(OUTPUT));
            try {
                if (served.isEmpty()) {
                    StateDirectory.sync(coming);
                }
                rename(coming, directory, executionId);
            } catch (IOException e) {
                output.close();
                throw e;
            }
            return synced(new Journal(directory, output), served.orElseGet(() -> new SharedSync(journals)));
        } catch (IOException e) {
            Removal.remove(coming);
            throw e;
        }
    }

    private static void refuseIfThere(Path directory, String executionId) throws JournaledException {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new JournaledException(executionId, directory, stateOf(directory));
        }
    }

    private static String stateOf(Path directory) {
        if (Files.exists(directory.resolve(RESULT)) || Files.exists(directory.resolve(ACKNOWLEDGED))) {
            return "which is over";
        }
        Optional<Owner> owner = Owner.read(directory.resolve(OWNER));
        if (owner.isPresent() && owner.get().isAlive()) {
            return "which is under way in process " + owner.get().pid();
        }
        return "whose runner is gone and left no result";
    }

    private static void write(Path file, String text, boolean forGood) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (forGood) {
                channel.force(true);
            }
        }
    }

    private static void rename(Path coming, Path directory, String executionId) throws IOException {
        try {
            // rename(2) does not replace a directory that has something in it, and every journal has.
            Files.move(coming, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            refuseIfThere(directory, executionId);
            throw e;
        }
    }

    /** A claim that a loss of power would undo is none, and nothing has run for it yet. */
    private static Journal synced(Journal journal, SharedSync journals) throws IOException {
        try {
            journals.await();
            return journal;
        } catch (IOException e) {
            journal.close();
            Removal.remove(journal.directory);
            throw e;
        }
    }

    /** {@code STATE/journal/ID}. */
    public Path directory() {
        return directory;
    }

    /**
     * Appends output. After a failure, which {@link #failure} tells, nothing is appended any more: what is there has no gap.
     *
     * @param nanos since the start of the script
     */
    public void append(StreamName stream, long nanos, byte[] bytes, int length) {
        if (failure.isPresent()) {
            return;
        }
        try {
            frames.append(stream, nanos, bytes, length);
        } catch (LinuxException e) {
            failure = Optional.of(e);
        }
    }

    /** Why output is missing at the end, if it is. */
    public Optional<LinuxException> failure() {
        return failure;
    }

    /**
     * Sees to it that the output is on disk.
     *
     * @return the result as it is after that: with another outcome if the disk did not take what it seemed to have taken
     */
    public Result complete(Result result) {
        try {
            if (!output.isEmpty()) {
                output.sync();
            }
            return result;
        } catch (LinuxException e) {
            return result.outputLost(String.valueOf(e.getMessage()));
        }
    }

    /** Writes the result, the last thing that happens to a journal. After {@link #complete}. On disk when this returns. */
    public void settle(Result result) throws IOException {
        ResultFile.write(directory.resolve(RESULT), result);
        StateDirectory.sync(directory);
    }

    @Override
    public void close() {
        output.close();
    }
}
