package cronium.payload.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * One gzip member with a header that says nothing of when, where and by whom (RFC 1952: MTIME 0, XFL 0, OS 255 unknown). The
 * deflater is fed in pieces of one fixed size, however the data comes in, so that its output depends on the data alone.
 */
final class GzipOutput implements AutoCloseable {
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255};
    private static final int LEVEL = 6;

    private final OutputStream out;
    private final Deflater deflater = new Deflater(LEVEL, true);
    private final CRC32 crc = new CRC32();
    private final byte[] input = new byte[64 << 10];
    private final byte[] packed = new byte[64 << 10];
    private int filled;
    private long bytes;

    GzipOutput(OutputStream out) throws IOException {
        this.out = out;
        out.write(HEADER);
    }

    /** How many bytes were put in. */
    long position() {
        return bytes;
    }

    void write(byte[] data, int offset, int length) throws IOException {
        crc.update(data, offset, length);
        bytes += length;
        int done = 0;
        while (done < length) {
            int count = Math.min(length - done, input.length - filled);
            System.arraycopy(data, offset + done, input, filled, count);
            filled += count;
            done += count;
            if (filled == input.length) {
                deflate();
            }
        }
    }

    /** Ends the member; the stream is flushed and stays open. */
    void finish() throws IOException {
        deflate();
        deflater.finish();
        while (!deflater.finished()) {
            out.write(packed, 0, deflater.deflate(packed));
        }
        writeWord(crc.getValue());
        writeWord(bytes);
        out.flush();
    }

    /** Frees the deflater's memory. */
    @Override
    public void close() {
        deflater.close();
    }

    private void deflate() throws IOException {
        deflater.setInput(input, 0, filled);
        while (!deflater.needsInput()) {
            out.write(packed, 0, deflater.deflate(packed));
        }
        filled = 0;
    }

    private void writeWord(long word) throws IOException {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write((int) (word >>> shift) & 0xff);
        }
    }
}
