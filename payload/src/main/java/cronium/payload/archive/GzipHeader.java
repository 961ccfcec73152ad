package cronium.payload.archive;

import java.io.IOException;
import java.util.zip.CRC32;

/** The header of one gzip member (RFC 1952, section 2.3). Its fields are skipped, within bounds. */
final class GzipHeader {
    private static final int FHCRC = 1 << 1;
    private static final int FEXTRA = 1 << 2;
    private static final int FNAME = 1 << 3;
    private static final int FCOMMENT = 1 << 4;
    private static final int RESERVED = 0b1110_0000;
    private static final int DEFLATE = 8;

    /** RFC 1952 gives no bound for the zero-terminated fields. */
    private static final int LONGEST_STRING = 64 << 10;

    private static final String EXPECTED = "a gzip member's header";

    private final PackedInput in;
    private final CRC32 crc = new CRC32();

    private GzipHeader(PackedInput in) {
        this.in = in;
    }

    /**
     * Reads a header.
     *
     * @param otherwise the fault if the bytes are not gzip at all
     */
    static void skip(PackedInput in, ArchiveFault otherwise) throws IOException, ArchiveException {
        new GzipHeader(in).skip(otherwise);
    }

    private void skip(ArchiveFault otherwise) throws IOException, ArchiveException {
        int first = next();
        if (first != 0x1f) {
            throw notGzip(otherwise, first);
        }
        int second = next();
        if (second != 0x8b) {
            throw notGzip(otherwise, second);
        }
        int method = next();
        if (method != DEFLATE) {
            throw corrupt("compression method 8 (deflate)", "method " + method);
        }
        int flags = next();
        if ((flags & RESERVED) != 0) {
            throw ArchiveException.of(
                    ArchiveFault.RESERVED_FLAGS, "gzip flags within 0x1f", "0x" + Integer.toHexString(flags));
        }
        skipBytes(6); // MTIME, XFL, OS
        if ((flags & FEXTRA) != 0) {
            skipBytes(next() | next() << 8);
        }
        if ((flags & FNAME) != 0) {
            skipString("file name");
        }
        if ((flags & FCOMMENT) != 0) {
            skipString("comment");
        }
        if ((flags & FHCRC) != 0) {
            int computed = (int) crc.getValue() & 0xffff;
            int stated = next() | next() << 8;
            if (computed != stated) {
                throw corrupt(
                        "a gzip header with checksum 0x" + Integer.toHexString(stated),
                        "0x" + Integer.toHexString(computed));
            }
        }
    }

    private int next() throws IOException, ArchiveException {
        int value = in.next(EXPECTED);
        crc.update(value);
        return value;
    }

    private void skipBytes(int count) throws IOException, ArchiveException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private void skipString(String what) throws IOException, ArchiveException {
        for (int length = 0; next() != 0; length++) {
            if (length == LONGEST_STRING) {
                throw ArchiveException.of(
                        ArchiveFault.HEADER_TOO_LARGE,
                        "a gzip " + what + " of at most " + LONGEST_STRING + " bytes",
                        "more");
            }
        }
    }

    private static ArchiveException notGzip(ArchiveFault fault, int found) {
        return ArchiveException.of(
                fault,
                fault == ArchiveFault.NOT_GZIP ? "a gzip file" : "the end of the gzip file or another member",
                "byte 0x" + Integer.toHexString(found));
    }

    private static ArchiveException corrupt(String expected, String found) {
        return ArchiveException.of(ArchiveFault.CORRUPT, expected, found);
    }
}
