package cronium.payload.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;

/**
 * One gzip member with a header that says nothing of when, where and by whom (RFC 1952: MTIME 0, XFL 0, OS 255 unknown). The
 * data is cut into blocks of one fixed size, however it comes in, so that the output depends on the data alone.
 */
final class GzipOutput implements AutoCloseable {
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255};

    private final OutputStream out;
    private final DeflateBlocks blocks;
    private final CRC32 crc = new CRC32();
    private byte[] data = new byte[DeflateBlock.SIZE];
    private byte[] dictionary = new byte[0];
    private int filled;
    private long bytes;

    /** @param threads how many compress at the same time, from 1 */
    GzipOutput(OutputStream out, int threads) throws IOException {
        this.out = out;
        this.blocks = new DeflateBlocks(out, threads);
        out.write(HEADER);
    }

    /** How many bytes were put in. */
    long position() {
        return bytes;
    }

    void write(byte[] source, int offset, int length) throws IOException {
        crc.update(source, offset, length);
        bytes += length;
        int done = 0;
        while (done < length) {
            // Not when the block is full: then it might be the last one.
            if (filled == data.length) {
                block(false);
            }
            int count = Math.min(length - done, data.length - filled);
            System.arraycopy(source, offset + done, data, filled, count);
            filled += count;
            done += count;
        }
    }

    /** Ends the member; the stream is flushed and stays open. */
    void finish() throws IOException {
        block(true);
        blocks.finish();
        writeWord(crc.getValue());
        writeWord(bytes);
        out.flush();
    }

    /** Frees threads. */
    @Override
    public void close() {
        blocks.close();
    }

    private void block(boolean last) throws IOException {
        DeflateBlock block = new DeflateBlock(data, filled, dictionary, last);
        dictionary = block.tail();
        blocks.add(block);
        data = last ? data : new byte[DeflateBlock.SIZE];
        filled = 0;
    }

    private void writeWord(long word) throws IOException {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write((int) (word >>> shift) & 0xff);
        }
    }
}
