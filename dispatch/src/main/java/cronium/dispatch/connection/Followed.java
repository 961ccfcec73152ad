package cronium.dispatch.connection;

import cronium.protocol.RunnerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** One execution that is followed: what came waits here, no more of it than the credit, until the listener has dealt with it. */
final class Followed {
    /** Enough to keep a fast link busy; a slow listener holds that much memory. */
    static final long CREDIT = 1 << 20;

    private sealed interface Event {
        record Piece(RunnerMessage.Output output) implements Event {}

        record End(RemoteEnding ending) implements Event {}
    }

    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<RemoteEnding> ending = new CompletableFuture<>();
    private final AtomicLong credit = new AtomicLong(CREDIT);
    private final OutputListener listener;
    private final LongConsumer grant;
    private volatile long offset;
    private long arrived;

    /** @param grant gives the host so many bytes of credit */
    Followed(long offset, OutputListener listener, LongConsumer grant) {
        this.offset = offset;
        this.arrived = offset;
        this.listener = listener;
        this.grant = grant;
    }

    void start(String execution) {
        Thread.ofVirtual().name("output-" + execution).start(this::deliver);
    }

    CompletableFuture<RemoteEnding> ending() {
        return ending;
    }

    long offset() {
        return offset;
    }

    /** Called by the reader only: false if the host sent more than it may, or with a gap. */
    boolean arrived(RunnerMessage.Output output) {
        if (output.offset() != arrived || credit.get() <= 0) {
            return false;
        }
        arrived = output.next();
        credit.addAndGet(-output.bytes().length());
        events.add(new Event.Piece(output));
        return true;
    }

    /** What came before is still delivered. */
    void end(RemoteEnding how) {
        events.add(new Event.End(how));
    }

    private void deliver() {
        List<Event> waiting = new ArrayList<>();
        try {
            Optional<RemoteEnding> end = Optional.empty();
            while (end.isEmpty()) {
                waiting.add(events.take());
                events.drainTo(waiting);
                end = deal(waiting);
                waiting.clear();
            }
            ending.complete(end.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ending.complete(new RemoteEnding.Unknown(offset, "interrupted"));
        } catch (RuntimeException e) {
            // The listener's: whoever waits for the end is told.
            ending.completeExceptionally(e);
        }
    }

    /** Nothing comes after an end. */
    private Optional<RemoteEnding> deal(List<Event> waiting) {
        List<RunnerMessage.Output> pieces = new ArrayList<>();
        Optional<RemoteEnding> end = Optional.empty();
        for (Event event : waiting) {
            switch (event) {
                case Event.Piece(RunnerMessage.Output output) -> pieces.add(output);
                case Event.End(RemoteEnding how) -> end = Optional.of(how);
            }
        }
        if (!pieces.isEmpty()) {
            listener.output(List.copyOf(pieces));
            offset = pieces.getLast().next();
            long bytes =
                    pieces.stream().mapToLong(piece -> piece.bytes().length()).sum();
            credit.addAndGet(bytes);
            if (end.isEmpty()) {
                grant.accept(bytes);
            }
        }
        return end.map(how ->
                how instanceof RemoteEnding.Unknown unknown ? new RemoteEnding.Unknown(offset, unknown.reason()) : how);
    }
}
