package cronium.payload.archive;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Compresses blocks on several threads and writes the results in order. What is written depends on the blocks alone. A first
 * block that is also the last needs no thread. Not thread-safe itself.
 */
final class DeflateBlocks implements AutoCloseable {
    private final OutputStream out;
    private final int threads;
    private final Queue<Future<byte[]>> underWay = new ArrayDeque<>();
    private Optional<ExecutorService> workers = Optional.empty();

    /** @param threads 1 compresses on the caller's thread */
    DeflateBlocks(OutputStream out, int threads) {
        this.out = out;
        this.threads = threads;
    }

    /** Takes a block; its data must not change any more. Waits while enough blocks for every thread are under way. */
    void add(DeflateBlock block) throws IOException {
        if (threads == 1 || (block.last() && workers.isEmpty())) {
            out.write(block.call());
            return;
        }
        underWay.add(started().submit(block));
        while (underWay.size() > 2 * threads) {
            writeNext();
        }
    }

    /** Writes what is still under way. */
    void finish() throws IOException {
        while (!underWay.isEmpty()) {
            writeNext();
        }
    }

    /** Ends the threads; blocks that were not written are dropped. */
    @Override
    public void close() {
        workers.ifPresent(ExecutorService::shutdownNow);
    }

    private ExecutorService started() {
        if (workers.isEmpty()) {
            workers = Optional.of(Executors.newFixedThreadPool(
                    threads, Thread.ofPlatform().daemon().name("deflate-", 1).factory()));
        }
        return workers.get();
    }

    private void writeNext() throws IOException {
        try {
            out.write(underWay.remove().get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("zlib failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while packing");
        }
    }
}
