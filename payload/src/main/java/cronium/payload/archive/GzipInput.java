package cronium.payload.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What a gzip file of one or more members unpacks to. {@code GZIPInputStream} is not used: it takes whatever follows a member
 * and is not gzip for the end of the file (JDK-4691425).
 */
final class GzipInput implements AutoCloseable {
    private final PackedInput packed;
    private final ArchiveLimits limits;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();

    private final BlockSource blocks;
    private ByteBuffer unpacked = ByteBuffer.allocate(0);

    private long unpackedBytes;
    private long memberBytes;
    private State state = State.START;

    private enum State {
        START,
        IN_MEMBER,
        BETWEEN_MEMBERS,
        END
    }

    GzipInput(InputStream in, ArchiveLimits limits, BlockSource blocks) {
        this.packed = new PackedInput(in, limits.packedBytes());
        this.limits = limits;
        this.blocks = blocks;
    }

    /** Makes at least one byte available in {@link #buffer()}; false after the last member. */
    boolean fill() throws IOException, ArchiveException {
        while (!unpacked.hasRemaining()) {
            switch (state) {
                case START -> startMember(ArchiveFault.NOT_GZIP);
                case IN_MEMBER -> inflate();
                case BETWEEN_MEMBERS -> {
                    if (packed.fill()) {
                        startMember(ArchiveFault.TRAILING_DATA);
                    } else {
                        state = State.END;
                    }
                }
                case END -> {
                    return false;
                }
            }
        }
        return true;
    }

    /** What is available; the reader moves its position. Another one after each {@link #fill()}. */
    ByteBuffer buffer() {
        return unpacked;
    }

    /** Reads until {@code target} is full or the data ends; returns how many bytes were read. */
    int read(byte[] target) throws IOException, ArchiveException {
        int done = 0;
        while (done < target.length && fill()) {
            int count = Math.min(target.length - done, unpacked.remaining());
            unpacked.get(target, done, count);
            done += count;
        }
        return done;
    }

    /** How many unpacked bytes were taken from this. */
    long position() {
        return unpackedBytes - unpacked.remaining();
    }

    /** Frees the inflater's memory; the stream stays open. */
    @Override
    public void close() {
        inflater.close();
    }

    private void startMember(ArchiveFault otherwise) throws IOException, ArchiveException {
        GzipHeader.skip(packed, otherwise);
        inflater.reset();
        crc.reset();
        memberBytes = 0;
        state = State.IN_MEMBER;
    }

    private void inflate() throws IOException, ArchiveException {
        if (inflater.needsInput()) {
            if (!packed.fill()) {
                throw ArchiveException.of(
                        ArchiveFault.TRUNCATED,
                        "more compressed data",
                        "the end of the gzip file after " + packed.consumed() + " bytes");
            }
            inflater.setInput(packed.buffer(), packed.position(), packed.available());
        }
        ByteBuffer block = blocks.next();
        try {
            int count = inflater.inflate(block);
            unpacked = block.flip();
            packed.leave(inflater.getRemaining());
            crc.update(unpacked.duplicate());
            memberBytes += count;
            unpackedBytes += count;
            checkLimits();
            if (inflater.finished()) {
                checkTrailer();
                state = State.BETWEEN_MEMBERS;
            }
        } catch (DataFormatException e) {
            throw corrupt("deflate data (RFC 1951)", "a broken block near byte " + packed.consumed());
        }
    }

    private void checkLimits() throws ArchiveException {
        if (unpackedBytes > limits.unpackedBytes()) {
            throw ArchiveException.of(
                    ArchiveFault.TOO_LARGE,
                    "at most " + limits.unpackedBytes() + " unpacked bytes",
                    "at least " + unpackedBytes);
        }
        if (unpackedBytes > ArchiveLimits.RATIO_FREE_BYTES
                && unpackedBytes / limits.expansionRatio() > packed.consumed()) {
            throw ArchiveException.of(
                    ArchiveFault.RATIO,
                    "at most " + limits.expansionRatio() + " unpacked bytes for each packed byte",
                    unpackedBytes + " for " + packed.consumed());
        }
    }

    private void checkTrailer() throws IOException, ArchiveException {
        long statedCrc = trailerWord();
        if (statedCrc != crc.getValue()) {
            throw corrupt("data with CRC-32 0x" + Long.toHexString(statedCrc), "0x" + Long.toHexString(crc.getValue()));
        }
        long statedBytes = trailerWord();
        if (statedBytes != (memberBytes & 0xffff_ffffL)) {
            throw corrupt(statedBytes + " bytes (modulo 2^32) as the gzip trailer says", "" + memberBytes);
        }
    }

    private long trailerWord() throws IOException, ArchiveException {
        long word = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            word |= (long) packed.next("a gzip member's trailer") << shift;
        }
        return word;
    }

    private static ArchiveException corrupt(String expected, String found) {
        return ArchiveException.of(ArchiveFault.CORRUPT, expected, found);
    }
}
