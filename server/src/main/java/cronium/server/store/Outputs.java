package cronium.server.store;

import cronium.server.domain.OutputChunk;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** Output of executions, in chunks as the runner read it. Thread-safe. */
public final class Outputs {
    /** The most chunks that one call reads. */
    public static final int MAX_CHUNKS = 10_000;

    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    private final Transactions transactions;

    Outputs(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Adds chunks. Those whose numbers are there already are passed over, so the same ones may be given again.
     *
     * @param chunks in the order of their numbers, without gaps
     * @throws StoreException if one is missing between what is stored and what is given, if what is stored was cut into chunks otherwise, so that something would be
     *     passed over that is not stored, or if the execution is over
     */
    public void append(String executionId, List<OutputChunk> chunks) {
        transactions.write(session -> {
            // Whoever adds output of the same execution at the same time waits here.
            session.exists(session.query("SELECT 1 FROM executions WHERE id = :id"
                            + session.dialect().locking())
                    .bind("id", executionId));
            Optional<OutputChunk> last = last(session, executionId, " ORDER BY number DESC");
            long next = last.map(chunk -> chunk.number() + 1).orElse(0L);
            if (last.isPresent()
                    && !chunks.isEmpty()
                    && chunks.getFirst().number() < next
                    && !isAmong(chunks, last.get())) {
                throw new StoreException("expected chunk " + last.get().number() + " of execution " + executionId
                        + " to end where it does, found chunks that were cut otherwise");
            }
            PreparedBatch batch = session.batch("INSERT INTO execution_output"
                    + " (execution_id, number, stream, byte_offset, nanos, journal_end, content)"
                    + " VALUES (:id, :number, :stream, :offset, :nanos, :journalEnd, :content)");
            long bytes = 0;
            for (OutputChunk chunk : chunks) {
                if (chunk.number() < next) {
                    continue;
                }
                if (chunk.number() > next) {
                    throw new StoreException(
                            "expected chunk " + next + " of execution " + executionId + ", found " + chunk.number());
                }
                next++;
                bytes += chunk.bytes().size();
                batch.bind("id", executionId)
                        .bind("number", chunk.number())
                        .bind("stream", chunk.stream())
                        .bind("offset", chunk.offset())
                        .bind("nanos", chunk.nanos())
                        .bind("journalEnd", chunk.journalEnd())
                        .bind("content", chunk.bytes().toArray())
                        .add();
            }
            if (batch.size() > 0) {
                session.update("UPDATE executions SET output_bytes = output_bytes + :bytes WHERE id = :id")
                        .bind("bytes", bytes)
                        .bind("id", executionId)
                        .execute();
                batch.execute();
            }
            return next;
        });
    }

    private static boolean isAmong(List<OutputChunk> chunks, OutputChunk stored) {
        return chunks.stream()
                .anyMatch(chunk -> chunk.number() == stored.number() && chunk.journalEnd() == stored.journalEnd());
    }

    /**
     * Chunks in order.
     *
     * @param fromNumber of the first
     * @param maxChunks 1 to {@value #MAX_CHUNKS}
     * @param maxBytes no more than that, but for the first chunk, which always is among them
     */
    public List<OutputChunk> read(String executionId, long fromNumber, int maxChunks, long maxBytes) {
        return transactions.read(session ->
                read(session, new Part(executionId, "number", "", fromNumber, checked(maxChunks), maxBytes)));
    }

    /**
     * Chunks of one stream, beginning with the one that has the byte at the offset.
     *
     * @param stream 1 for standard output, 2 for standard error
     * @param maxBytes no more than that, but for the first chunk, which always is among them
     */
    public List<OutputChunk> readStream(String executionId, int stream, long offset, long maxBytes) {
        String condition = " AND stream = " + checkedStream(stream);
        String near = condition + " AND byte_offset < :until";
        return transactions.read(session -> {
            long first = session.first(
                            session.query("SELECT byte_offset FROM execution_output WHERE execution_id = :id"
                                            + condition
                                            + " AND byte_offset <= :offset ORDER BY byte_offset DESC LIMIT 1")
                                    .bind("id", executionId)
                                    .bind("offset", offset),
                            row -> row.number("byte_offset"))
                    .orElse(0L);
            return read(session, new Part(executionId, "byte_offset", near, first, MAX_CHUNKS, maxBytes)).stream()
                    .filter(chunk -> chunk.offset() + chunk.bytes().size() > offset)
                    .toList();
        });
    }

    /** The last chunk that is stored. */
    public Optional<OutputChunk> last(String executionId) {
        return transactions.read(session -> last(session, executionId, " ORDER BY number DESC"));
    }

    /** Where the output that is stored ends. */
    public Position end(String executionId) {
        return transactions.read(session -> last(session, executionId, " ORDER BY number DESC")
                .map(last -> new Position(
                        last.number() + 1,
                        streamEnd(session, executionId, STDOUT),
                        streamEnd(session, executionId, STDERR),
                        last.journalEnd()))
                .orElse(Position.START));
    }

    private static long streamEnd(Session session, String executionId, int stream) {
        return last(session, executionId, " AND stream = " + stream + " ORDER BY byte_offset DESC, number DESC")
                .map(chunk -> chunk.offset() + chunk.bytes().size())
                .orElse(0L);
    }

    private static Optional<OutputChunk> last(Session session, String executionId, String order) {
        return session.first(
                session.query("SELECT * FROM execution_output WHERE execution_id = :id" + order + " LIMIT 1")
                        .bind("id", executionId),
                Outputs::chunk);
    }

    /** Lengths first, then what fits: a row is as large as what a script writes at once, and a page of them is memory. */
    private static List<OutputChunk> read(Session session, Part part) {
        List<long[]> lengths = session.list(part.bound(session, "SELECT number, length(content) AS size", ""), row ->
                new long[] {row.number("number"), row.number("size")});
        int count = 0;
        long bytes = 0;
        while (count < lengths.size() && (count == 0 || bytes + lengths.get(count)[1] <= part.maxBytes)) {
            bytes += lengths.get(count)[1];
            count++;
        }
        if (count == 0) {
            return List.of();
        }
        long last = lengths.get(count - 1)[0];
        return session.list(
                part.bound(session, "SELECT *", " AND number <= :last").bind("last", last), Outputs::chunk);
    }

    private record Part(String executionId, String column, String condition, long from, int maxChunks, long maxBytes) {
        Query bound(Session session, String select, String more) {
            return session.query(select + " FROM execution_output WHERE execution_id = :id" + condition + " AND "
                            + column + " >= :from" + more + " ORDER BY " + column + ", number LIMIT :limit")
                    .bind("id", executionId)
                    .bind("from", from)
                    .bind("until", from + Math.max(1, maxBytes))
                    .bind("limit", maxChunks);
        }
    }

    private static OutputChunk chunk(Row row) throws SQLException {
        return new OutputChunk(
                row.number("number"),
                row.integer("stream"),
                row.number("byte_offset"),
                row.number("nanos"),
                row.number("journal_end"),
                row.bytes("content"));
    }

    private static int checked(int maxChunks) {
        if (maxChunks < 1 || maxChunks > MAX_CHUNKS) {
            throw new IllegalArgumentException("expected 1 to " + MAX_CHUNKS + " chunks, found " + maxChunks);
        }
        return maxChunks;
    }

    private static int checkedStream(int stream) {
        if (stream != STDOUT && stream != STDERR) {
            throw new IllegalArgumentException("expected stream 1 or 2, found " + stream);
        }
        return stream;
    }
}
