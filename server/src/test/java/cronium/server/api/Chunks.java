package cronium.server.api;

import cronium.server.domain.Bytes;
import cronium.server.domain.OutputChunk;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes output of an execution as the one who runs it would. One thread's. */
final class Chunks {
    private final Api api;
    private final String id;
    private final long[] offsets = new long[3];
    private long number;

    Chunks(Api api, String id) {
        this.api = api;
        this.id = id;
    }

    Chunks add(int stream, String text) {
        return add(stream, text.getBytes(StandardCharsets.UTF_8));
    }

    Chunks add(int stream, byte[] bytes) {
        OutputChunk chunk =
                new OutputChunk(number, stream, offsets[stream], number * 1_000, number * 70_000, Bytes.of(bytes));
        api.database.outputs().append(id, List.of(chunk));
        number++;
        offsets[stream] += bytes.length;
        api.changes.changed(id);
        return this;
    }
}
