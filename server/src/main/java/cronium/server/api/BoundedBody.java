package cronium.server.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A body that may not be longer than its route allows, and comes within a time that goes with that: who waits for it holds up others. */
final class BoundedBody extends FilterInputStream {
    private static final Duration TIME = Duration.ofSeconds(30);
    private static final int BYTES_A_SECOND = 256 << 10;

    private final int limit;
    private final LongSupplier nanoTime;
    private final long begun;
    private long count;

    /**
     * Its time begins now.
     *
     * @param limit bytes
     * @param nanoTime as {@link System#nanoTime}
     */
    BoundedBody(InputStream in, int limit, LongSupplier nanoTime) {
        super(in);
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    /** Says that it took too long. */
    static final class TooSlowException extends IOException {
        private static final long serialVersionUID = 1;

        TooSlowException(Duration time) {
            super("expected a body that comes within " + time.toSeconds() + " s, found one that is not complete");
        }
    }

    /** Says that there is more than the limit. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1;

        TooLargeException(int limit) {
            super("expected a body of at most " + limit + " bytes, found more");
        }
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = super.skip(n);
        count(skipped);
        return skipped;
    }

    private void count(long more) throws IOException {
        count += more;
        if (count > limit) {
            throw new TooLargeException(limit);
        }
        Duration time = TIME.plusSeconds(limit / BYTES_A_SECOND);
        if (nanoTime.getAsLong() - begun > time.toNanos()) {
            throw new TooSlowException(time);
        }
    }
}
