package cronium.runner.journal;

import cronium.runner.linux.LinuxException;
import cronium.runner.linux.ProcessTable;
import cronium.runner.linux.Signals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A journal as whoever looks at it sees it, whichever runner is at work on it. Thread-safe. */
public record KeptJournal(String executionId, Path directory) {

    /** The journal of that execution id, if it has one. */
    public static Optional<KeptJournal> find(StateDirectory state, String executionId) {
        Path directory = state.path().resolve("journal").resolve(executionId);
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(new KeptJournal(executionId, directory))
                : Optional.empty();
    }

    /** All of them, by their ids. */
    public static List<KeptJournal> all(StateDirectory state) throws IOException {
        List<KeptJournal> all = new ArrayList<>();
        Path journals = state.path().resolve("journal");
        if (!Files.isDirectory(journals)) {
            return all;
        }
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(journals)) {
            for (Path directory : directories) {
                all.add(new KeptJournal(directory.getFileName().toString(), directory));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return all;
    }

    /** How it stands. */
    public JournalState state() {
        if (Files.exists(directory.resolve(Journal.ACKNOWLEDGED))) {
            return JournalState.ACKNOWLEDGED;
        }
        if (hasResult()) {
            return JournalState.ENDED;
        }
        if (owner().filter(Owner::isAlive).isPresent()) {
            return JournalState.RUNNING;
        }
        // It may have written its result and ended between the two looks.
        return hasResult() ? JournalState.ENDED : JournalState.LOST;
    }

    private Optional<Owner> owner() {
        return Owner.read(directory.resolve(Journal.OWNER));
    }

    /** Whether the result is there. */
    public boolean hasResult() {
        return Files.exists(directory.resolve(Journal.RESULT));
    }

    /** The result as JSON. */
    public byte[] result() throws IOException {
        return Files.readAllBytes(directory.resolve(Journal.RESULT));
    }

    /** The frames of its output, {@link FrameReader}. */
    public Path output() {
        return directory.resolve(Journal.OUTPUT);
    }

    /** Bytes of {@link #output}, 0 if there is none. */
    public long outputBytes() {
        try {
            return Files.size(output());
        } catch (IOException e) {
            return 0;
        }
    }

    /** Removes output and result of what is over; on disk when this returns. The claim stays. */
    public void acknowledge() throws IOException {
        Path mark = directory.resolve(Journal.ACKNOWLEDGED);
        if (!Files.exists(mark)) {
            Files.createFile(mark);
            StateDirectory.sync(directory);
        }
        Files.deleteIfExists(output());
        Files.deleteIfExists(directory.resolve(Journal.RESULT));
        Files.deleteIfExists(directory.resolve(Journal.CANCEL));
    }

    /**
     * Asks the runner that is at work on it, which may be another process, to stop.
     *
     * @param graceMillis until SIGKILL, for a runner with many executions; one with this execution alone has its own
     */
    public void requestCancel(long graceMillis) throws IOException {
        if (!Files.exists(directory.resolve(Journal.SERVED))) {
            Optional<ProcessTable.Entry> process = owner().filter(Owner::isAlive)
                    .flatMap(owner ->
                            ProcessTable.find(owner.pid()).filter(found -> found.startTicks() == owner.startTicks()));
            if (process.isPresent()) {
                signal(process.get());
            }
            return;
        }
        Path coming = directory.resolve("." + Journal.CANCEL + "."
                + Owner.self().pid() + "." + Thread.currentThread().threadId());
        Files.writeString(coming, graceMillis + "\n", StandardCharsets.US_ASCII);
        Files.move(coming, directory.resolve(Journal.CANCEL), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void signal(ProcessTable.Entry process) throws LinuxException {
        Signals.send(process, Signals.TERM);
    }

    /** Takes the request of another process, if there is one. */
    public OptionalLong takeCancelRequest() throws IOException {
        Path file = directory.resolve(Journal.CANCEL);
        if (!Files.exists(file)) {
            return OptionalLong.empty();
        }
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
            Files.deleteIfExists(file);
            return OptionalLong.of(Long.parseLong(text));
        } catch (NoSuchFileException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
