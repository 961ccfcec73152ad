package cronium.server.remote;

import cronium.protocol.RunnerMessage;
import cronium.server.domain.Bytes;
import cronium.server.domain.OutputChunk;
import cronium.server.execute.StreamTally;
import cronium.server.store.Outputs;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings an execution's output from a host to the database. What the database has from before is read once, so that the digests are of
 * everything, and is not written again when the host sends it again. One thread's at a time.
 */
final class RemoteOutput {
    private static final int MOST_READ = 1000;
    private static final long MOST_READ_BYTES = 4 << 20;
    private static final int MOST_CHUNK = 256 << 10;

    private final String executionId;
    private final Outputs outputs;
    private final StreamTally out = new StreamTally();
    private final StreamTally err = new StreamTally();
    private long number;
    private long end;

    private RemoteOutput(String executionId, Outputs outputs) {
        this.executionId = executionId;
        this.outputs = outputs;
    }

    /** Of an execution that nobody has submitted, so that the database has nothing of it. */
    static RemoteOutput none(String executionId, Outputs outputs) {
        return new RemoteOutput(executionId, outputs);
    }

    static RemoteOutput open(String executionId, Outputs outputs) {
        RemoteOutput output = none(executionId, outputs);
        List<OutputChunk> stored;
        do {
            stored = outputs.read(executionId, output.number, MOST_READ, MOST_READ_BYTES);
            for (OutputChunk chunk : stored) {
                output.tally(chunk.stream()).add(chunk.bytes().toArray());
                output.number = chunk.number() + 1;
                output.end = chunk.journalEnd();
            }
        } while (!stored.isEmpty());
        return output;
    }

    /** Where what is not stored yet begins in the journal of the host. */
    long end() {
        return end;
    }

    StreamTally out() {
        return out;
    }

    StreamTally err() {
        return err;
    }

    /**
     * Stores what is new of it.
     *
     * @throws cronium.server.store.StoreException when the database fails; this is of no use after that
     */
    void add(List<RunnerMessage.Output> pieces) {
        List<OutputChunk> chunks = new ArrayList<>();
        Optional<Joined> open = Optional.empty();
        for (RunnerMessage.Output piece : pieces) {
            if (piece.next() <= end) {
                continue;
            }
            if (open.isPresent() && !open.get().takes(piece)) {
                chunks.add(chunk(open.get()));
                open = Optional.empty();
            }
            Joined joined = open.orElseGet(() -> new Joined(piece));
            joined.add(piece);
            open = Optional.of(joined);
            end = piece.next();
        }
        open.ifPresent(joined -> chunks.add(chunk(joined)));
        if (!chunks.isEmpty()) {
            outputs.append(executionId, chunks);
        }
    }

    private OutputChunk chunk(Joined joined) {
        byte[] bytes = joined.bytes.toByteArray();
        StreamTally stream = tally(joined.stream);
        long offset = stream.bytes();
        stream.add(bytes);
        return new OutputChunk(number++, joined.stream, offset, joined.nanos, joined.next, Bytes.of(bytes));
    }

    private StreamTally tally(int stream) {
        return stream == 1 ? out : err;
    }

    /** Pieces of one stream that follow each other. */
    private static final class Joined {
        private final int stream;
        private final long nanos;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private long next;

        Joined(RunnerMessage.Output first) {
            stream = first.stream().code();
            nanos = first.nanos();
        }

        boolean takes(RunnerMessage.Output piece) {
            return piece.stream().code() == stream
                    && bytes.size() + piece.bytes().length() <= MOST_CHUNK;
        }

        void add(RunnerMessage.Output piece) {
            bytes.writeBytes(piece.bytes().array());
            next = piece.next();
        }
    }
}
