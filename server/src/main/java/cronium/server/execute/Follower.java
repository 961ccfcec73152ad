package cronium.server.execute;

import cronium.server.domain.Bytes;
import cronium.server.domain.OutputChunk;
import cronium.server.store.Outputs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings an execution's output from the journal to the database. It reads the journal from its beginning, also after a restart,
 * so that the digests are of everything; what the database has already is not written again. One thread's.
 */
final class Follower implements AutoCloseable {
    private static final int MOST_CHUNKS = 64;
    private static final int MOST_BYTES = 1 << 20;

    private final String executionId;
    private final Outputs outputs;
    private final JournalReader reader;
    private final long stored;
    private final StreamTally out = new StreamTally();
    private final StreamTally err = new StreamTally();
    private long number;

    private Follower(String executionId, Outputs outputs, JournalReader reader, Optional<OutputChunk> last) {
        this.executionId = executionId;
        this.outputs = outputs;
        this.reader = reader;
        this.stored = last.map(OutputChunk::journalEnd).orElse(0L);
        this.number = last.map(chunk -> chunk.number() + 1).orElse(0L);
    }

    static Follower open(String executionId, RunnerJournal journal, Outputs outputs) throws IOException {
        return new Follower(executionId, outputs, JournalReader.open(journal.output()), outputs.last(executionId));
    }

    /**
     * Stores some of what is new.
     *
     * @return whether there was any
     */
    boolean advance() throws IOException {
        List<OutputChunk> chunks = new ArrayList<>();
        int bytes = 0;
        boolean progress = false;
        while (chunks.size() < MOST_CHUNKS && bytes < MOST_BYTES) {
            Optional<JournalReader.Piece> piece = reader.next(stored);
            if (piece.isEmpty()) {
                break;
            }
            progress = true;
            OutputChunk chunk = counted(piece.get());
            if (piece.get().end() > stored) {
                chunks.add(chunk);
                number++;
                bytes += chunk.bytes().size();
            }
        }
        if (!chunks.isEmpty()) {
            outputs.append(executionId, chunks);
        }
        return progress;
    }

    private OutputChunk counted(JournalReader.Piece piece) {
        StreamTally stream = piece.stream() == 1 ? out : err;
        byte[] bytes = new byte[piece.bytes().remaining()];
        piece.bytes().get(bytes);
        long offset = stream.bytes();
        stream.add(bytes);
        return new OutputChunk(number, piece.stream(), offset, piece.nanos(), piece.end(), Bytes.of(bytes));
    }

    StreamTally out() {
        return out;
    }

    StreamTally err() {
        return err;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
