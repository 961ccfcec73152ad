package cronium.payload.archive;

import java.io.IOException;
import java.io.InputStream;

/** The gzip file's bytes, counted against the limit. Does not close its stream. */
final class PackedInput {
    private static final int BUFFER = 64 << 10;

    private final InputStream in;
    private final long limit;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int end;
    private long read;

    PackedInput(InputStream in, long limit) {
        this.in = in;
        this.limit = limit;
    }

    /** Makes at least one byte available; false at the end of the file. */
    boolean fill() throws IOException, ArchiveException {
        while (position == end) {
            int count = in.read(buffer, 0, buffer.length);
            if (count < 0) {
                return false;
            }
            position = 0;
            end = count;
            read += count;
            if (read > limit) {
                throw ArchiveException.of(
                        ArchiveFault.TOO_LARGE, "at most " + limit + " packed bytes", "at least " + read);
            }
        }
        return true;
    }

    /** The next byte, 0 to 255; {@code archive.truncated} at the end of the file. */
    int next(String expected) throws IOException, ArchiveException {
        if (!fill()) {
            throw ArchiveException.of(
                    ArchiveFault.TRUNCATED, expected, "the end of the gzip file after " + read + " bytes");
        }
        return buffer[position++] & 0xff;
    }

    byte[] buffer() {
        return buffer;
    }

    int position() {
        return position;
    }

    int available() {
        return end - position;
    }

    /** Gives back what was taken of {@link #available()} but not needed. */
    void leave(int unused) {
        position = end - unused;
    }

    /** How many bytes of the file came before {@link #position()}. */
    long consumed() {
        return read - (end - position);
    }
}
