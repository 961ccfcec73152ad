package cronium.runner.journal;

import cronium.runner.linux.ExclusiveLock;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.ProcessTable;
import cronium.runner.linux.Removal;
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
import java.time.Instant;
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

    /** What is done with one after the other. */
    @FunctionalInterface
    public interface Look {
        void at(KeptJournal journal) throws IOException;
    }

    /** Looks at all of them; there may be very many. */
    public static void each(StateDirectory state, Look look) throws IOException {
        Path journals = state.path().resolve("journal");
        if (!Files.isDirectory(journals)) {
            return;
        }
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(journals)) {
            for (Path directory : directories) {
                look.at(new KeptJournal(directory.getFileName().toString(), directory));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** How it stands. */
    public JournalState state() {
        if (isAcknowledged()) {
            return JournalState.ACKNOWLEDGED;
        }
        if (hasResult()) {
            return JournalState.ENDED;
        }
        if (owner().filter(Owner::isAlive).isPresent()) {
            return JournalState.RUNNING;
        }
        // It may have written its result and ended between the two looks; or be forgotten, which only what was
        // acknowledged is.
        if (hasResult()) {
            return JournalState.ENDED;
        }
        return Files.isDirectory(directory) ? JournalState.LOST : JournalState.ACKNOWLEDGED;
    }

    /** Whether somebody has said that he took all of it. */
    public boolean isAcknowledged() {
        return Files.exists(mark());
    }

    /** Says that nobody is at work on it any more. */
    public void disown() {
        try {
            Files.deleteIfExists(directory.resolve(Journal.OWNER));
        } catch (IOException e) {
            // Then it is lost when this process has ended.
        }
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

    /** Removes output and result of what is over; on disk when this returns. The claim stays until it is {@link #forgetAcknowledged forgotten}. */
    public void acknowledge() throws IOException {
        Path mark = mark();
        if (!isAcknowledged()) {
            Files.createFile(mark);
            StateDirectory.sync(directory);
        }
        empty();
    }

    private Path mark() {
        return directory.resolve(Journal.ACKNOWLEDGED);
    }

    private void empty() throws IOException {
        Files.deleteIfExists(output());
        Files.deleteIfExists(directory.resolve(Journal.RESULT));
        Files.deleteIfExists(directory.resolve(Journal.CANCEL));
    }

    /**
     * Forgets those that were acknowledged before a time, so that their ids may be claimed again; and takes away what a runner left that was killed while it
     * acknowledged one. Several at once do no harm.
     */
    public static void forgetAcknowledged(StateDirectory state, Instant before) throws IOException {
        each(state, journal -> {
            Optional<Instant> at = journal.acknowledgedAt();
            if (at.isPresent()) {
                journal.empty();
            }
            if (at.isPresent() && at.get().isBefore(before)) {
                journal.forget(state, before);
            }
        });
    }

    private Optional<Instant> acknowledgedAt() throws IOException {
        try {
            return isAcknowledged()
                    ? Optional.of(Files.getLastModifiedTime(mark()).toInstant())
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            // Another runner forgot it meanwhile.
            return Optional.empty();
        }
    }

    private void forget(StateDirectory state, Instant before) throws IOException {
        Path going = state.executions().resolve(Owner.self().nameOf(".old", executionId));
        // Another runner may forget it, and the id be claimed anew: so one looks and moves at a time.
        try (ExclusiveLock _ = ExclusiveLock.await(state.sweepLock())) {
            if (acknowledgedAt().filter(at -> at.isBefore(before)).isEmpty()) {
                return;
            }
            Files.move(directory, going, StandardCopyOption.ATOMIC_MOVE);
        }
        Removal.remove(going);
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
