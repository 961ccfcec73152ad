package cronium.payload.archive;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.zip.Deflater;

/**
 * A piece of the data to be compressed by itself, so that pieces can be compressed at the same time. Their results one after
 * the other are one deflate stream (RFC 1951): each begins with the end of the piece before it as dictionary, and all but the
 * last end at a byte's edge.
 *
 * @param dictionary the last {@link #DICTIONARY} bytes before the block, or all if there are fewer
 * @param last whether the stream ends with it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DeflateBlock(byte[] data, int length, byte[] dictionary, boolean last) implements Callable<byte[]> {
    /** The size of every block but the last one. Part of the format: another size makes other bytes. */
    static final int SIZE = 256 << 10;

    /** How far deflate looks back. */
    static final int DICTIONARY = 32 << 10;

    private static final int LEVEL = 6;

    /** What the next block may refer to. */
    byte[] tail() {
        return Arrays.copyOfRange(data, Math.max(0, length - DICTIONARY), length);
    }

    @Override
    public byte[] call() {
        Deflater deflater = new Deflater(LEVEL, true);
        try {
            if (dictionary.length > 0) {
                deflater.setDictionary(dictionary);
            }
            deflater.setInput(data, 0, length);
            int flush = Deflater.SYNC_FLUSH;
            if (last) {
                deflater.finish();
                flush = Deflater.NO_FLUSH;
            }
            byte[] packed = new byte[length / 2 + 1024];
            int count = 0;
            while (true) {
                count += deflater.deflate(packed, count, packed.length - count, flush);
                // Room left over is zlib's sign that a flush is complete.
                if (count < packed.length) {
                    return Arrays.copyOf(packed, count);
                }
                packed = Arrays.copyOf(packed, packed.length * 2);
            }
        } finally {
            deflater.close();
        }
    }
}
