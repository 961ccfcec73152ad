package cronium.server.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that may not be longer than its route allows. */
final class BoundedBody extends FilterInputStream {
    private final int limit;
    private long count;

    /** @param limit bytes */
    BoundedBody(InputStream in, int limit) {
        super(in);
        this.limit = limit;
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

    private void count(long more) throws TooLargeException {
        count += more;
        if (count > limit) {
            throw new TooLargeException(limit);
        }
    }
}
