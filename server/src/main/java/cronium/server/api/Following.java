package cronium.server.api;

import cronium.server.domain.Execution;
import cronium.server.domain.OutputChunk;
import cronium.server.domain.State;
import cronium.server.execute.Changes;
import cronium.server.store.Database;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One reader that follows one execution. It takes what is in the database at its own pace: a reader that is slow, or stops, holds up
 * its own thread and nobody else, and costs one batch of memory.
 */
final class Following {
    static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final long RETRY_MILLIS = 1_000;
    private static final int BATCH_CHUNKS = 100;
    private static final long BATCH_BYTES = 256 << 10;

    private final Database database;
    private final Changes changes;
    private final Gate gate;
    private final ServerSentEvents events;
    private final String id;
    private final BooleanSupplier mayRead;
    private final Duration keepAlive;
    private long next;
    private String toldState = "";
    private long toldAt = System.nanoTime();
    private long allowedAt = System.nanoTime();

    /**
     * From a chunk on.
     *
     * @param mayRead whether the reader would still be let in
     * @param keepAlive after so much silence a word is said, and so often it is looked whether the reader may read
     * @param next the number of the first chunk that is told
     */
    Following(
            Database database,
            Changes changes,
            Gate gate,
            ServerSentEvents events,
            String id,
            BooleanSupplier mayRead,
            Duration keepAlive,
            long next) {
        this.database = database;
        this.changes = changes;
        this.gate = gate;
        this.events = events;
        this.id = id;
        this.mayRead = mayRead;
        this.keepAlive = keepAlive;
        this.next = next;
    }

    /**
     * Returns when the end was told, the server closes, or the reader's token is not good any more. The reader comes back then, and goes on where it was if it is
     * let in.
     */
    void run() throws IOException, InterruptedException {
        events.retryAfter(RETRY_MILLIS);
        events.flush();
        try (Changes.Following watch = changes.follow(id)) {
            follow(watch);
        }
    }

    private void follow(Changes.Following watch) throws IOException, InterruptedException {
        boolean over = false;
        while (!over && !gate.isClosing() && isAllowed()) {
            // Before looking: what changes in between wakes the wait at once.
            long version = watch.version();
            Optional<Execution> execution = database.executions().find(id);
            if (execution.isEmpty()) {
                return;
            }
            tellState(execution.get());
            if (!tellOutput()) {
                over = execution.get().state() == State.ENDED;
                if (over) {
                    tell(() -> events.event(
                            "end", ExecutionJson.execution(execution.get()).toString()));
                } else {
                    keepAlive();
                    watch.await(version, LOOK_AGAIN);
                }
            }
        }
    }

    private boolean isAllowed() {
        long now = System.nanoTime();
        if (now - allowedAt < keepAlive.toNanos()) {
            return true;
        }
        allowedAt = now;
        return mayRead.getAsBoolean();
    }

    private interface Telling {
        void write() throws IOException;
    }

    private void tell(Telling telling) throws IOException {
        telling.write();
        events.flush();
        toldAt = System.nanoTime();
    }

    private void tellState(Execution execution) throws IOException {
        String state = execution.state().text() + execution.cancelledBy().orElse("");
        if (execution.state() != State.ENDED && !state.equals(toldState)) {
            toldState = state;
            tell(() -> events.event("state", ExecutionJson.execution(execution).toString()));
        }
    }

    /** Whether there was any. */
    private boolean tellOutput() throws IOException {
        List<OutputChunk> chunks = database.outputs().read(id, next, BATCH_CHUNKS, BATCH_BYTES);
        if (chunks.isEmpty()) {
            return false;
        }
        tell(() -> {
            for (OutputChunk chunk : chunks) {
                events.event(
                        "output", chunk.number(), ExecutionJson.chunk(chunk).toString());
            }
        });
        next = chunks.getLast().number() + 1;
        return true;
    }

    private void keepAlive() throws IOException {
        if (System.nanoTime() - toldAt >= keepAlive.toNanos()) {
            tell(() -> events.comment("still here"));
        }
    }
}
