package cronium.server.api;

import cronium.server.domain.Execution;
import cronium.server.domain.OutputChunk;
import cronium.server.domain.State;
import cronium.server.store.Database;
import cronium.server.store.Position;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalLong;

/** The bytes of one stream of an execution, from an offset as far as they are there; a batch in memory at a time. */
final class OutputRoute {
    static final String MEDIA_TYPE = "application/octet-stream";
    private static final List<String> NAMES = List.of("stdout", "stderr");
    private static final List<Integer> STREAMS = List.of(1, 2);
    private static final long BATCH_BYTES = 256 << 10;

    private final Database database;

    OutputRoute(Database database) {
        this.database = database;
    }

    /** @param execution read before, so that if it is over all its output is there */
    void answer(Call call, Execution execution) throws Exception {
        Query query = call.query();
        int stream = query.named("stream", NAMES, STREAMS).orElse(STREAMS.getFirst());
        long end = end(execution.id(), stream);
        long offset = query.wholeNumber("offset", 0, end).orElse(0L);
        query.check();
        call.header("Cronium-Next-Offset", String.valueOf(end))
                .header("Cronium-Output-Complete", String.valueOf(execution.state() == State.ENDED))
                .header("Cache-Control", "no-store");
        OutputStream out = call.open(MEDIA_TYPE, OptionalLong.of(end - offset));
        if (!call.isHead()) {
            write(execution.id(), stream, offset, end, out);
        }
    }

    private long end(String id, int stream) {
        Position end = database.outputs().end(id);
        return stream == STREAMS.getFirst() ? end.nextStdout() : end.nextStderr();
    }

    private void write(String id, int stream, long from, long end, OutputStream out) throws IOException {
        long offset = from;
        while (offset < end) {
            List<OutputChunk> chunks = database.outputs().readStream(id, stream, offset, BATCH_BYTES);
            if (chunks.isEmpty()) {
                throw new IOException("expected output from offset " + offset + " to " + end + ", found none");
            }
            for (OutputChunk chunk : chunks) {
                byte[] bytes = chunk.bytes().toArray();
                int skipped = Math.toIntExact(offset - chunk.offset());
                int length = (int) Math.min(bytes.length - skipped, end - offset);
                out.write(bytes, skipped, length);
                offset += length;
                if (offset >= end) {
                    return;
                }
            }
        }
    }
}
