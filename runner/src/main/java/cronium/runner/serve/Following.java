package cronium.runner.serve;

import cronium.protocol.Bytes;
import cronium.protocol.ClientMessage;
import cronium.protocol.ExecutionState;
import cronium.protocol.RunnerMessage;
import cronium.protocol.Stream;
import cronium.runner.journal.Frame;
import cronium.runner.journal.FrameReader;
import cronium.runner.journal.KeptJournal;
import cronium.runner.output.StreamName;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** One execution whose output is sent. Steps are taken by one thread; credit comes from another. */
final class Following {
    private final long request;
    private final KeptJournal journal;
    private final Optional<FrameReader> reader;
    private final Function<KeptJournal, ExecutionState> stateOf;
    private long credit;
    private boolean due = true;

    /** @param stateOf cheap as long as it runs in this process; of what it calls lost nothing lives */
    private Following(
            long request,
            KeptJournal journal,
            Optional<FrameReader> reader,
            long credit,
            Function<KeptJournal, ExecutionState> stateOf) {
        this.request = request;
        this.journal = journal;
        this.reader = reader;
        this.credit = credit;
        this.stateOf = stateOf;
    }

    /** @throws IOException when there is no output, or no frame begins at the offset */
    static Following from(
            long request, KeptJournal journal, long offset, long credit, Function<KeptJournal, ExecutionState> stateOf)
            throws IOException {
        if (offset == ClientMessage.Follow.AT_THE_END) {
            return new Following(request, journal, Optional.empty(), credit, stateOf);
        }
        long size = journal.outputBytes();
        if (offset > size) {
            throw new IOException("expected an offset of at most " + size + ", found " + offset);
        }
        try (FrameReader trial = FrameReader.open(journal.output(), offset)) {
            trial.next();
        }
        return new Following(
                request, journal, Optional.of(FrameReader.open(journal.output(), offset)), credit, stateOf);
    }

    /** The number of the request that it came of. */
    long request() {
        return request;
    }

    String execution() {
        return journal.executionId();
    }

    synchronized void add(long bytes) {
        credit = bytes > Long.MAX_VALUE - Math.max(credit, 0) ? Long.MAX_VALUE : credit + bytes;
        due = true;
    }

    /** There may be something to send. */
    synchronized void wake() {
        due = true;
    }

    synchronized boolean isDue() {
        return due;
    }

    private synchronized boolean begin() {
        due = false;
        return credit > 0;
    }

    private synchronized void spend(long bytes) {
        credit -= bytes;
        due = true;
    }

    /** A frame to send, if there is one; after {@link #isLast} there is nothing more. */
    Optional<RunnerMessage> step() throws IOException {
        boolean mayRead = begin();
        // Asked before the output is looked at: what is written until it is over is seen then.
        ExecutionState state = stateOf.apply(journal);
        if (reader.isPresent()) {
            if (mayRead) {
                long offset = reader.get().offset();
                Optional<Frame> frame = reader.get().next();
                if (frame.isPresent()) {
                    spend(frame.get().bytes().length);
                    return Optional.of(output(offset, frame.get()));
                }
            } else if (reader.get().offset() + Frame.HEADER_BYTES < journal.outputBytes()) {
                return Optional.empty();
            }
        }
        long end = reader.isPresent() ? reader.get().offset() : journal.outputBytes();
        return switch (state) {
            case RUNNING -> Optional.empty();
            case ENDED -> Optional.of(new RunnerMessage.Ended(execution(), end, Bytes.of(journal.result())));
            case LOST, ACKNOWLEDGED, UNKNOWN -> Optional.of(new RunnerMessage.Lost(execution(), end));
        };
    }

    static boolean isLast(RunnerMessage message) {
        return message instanceof RunnerMessage.Ended || message instanceof RunnerMessage.Lost;
    }

    private RunnerMessage output(long offset, Frame frame) {
        return new RunnerMessage.Output(
                execution(),
                offset,
                reader.orElseThrow().offset(),
                frame.stream() == StreamName.STDOUT ? Stream.STDOUT : Stream.STDERR,
                frame.nanos(),
                Bytes.of(frame.bytes()));
    }

    void close() {
        if (reader.isPresent()) {
            try {
                reader.get().close();
            } catch (IOException e) {
                // It was only read.
            }
        }
    }
}
