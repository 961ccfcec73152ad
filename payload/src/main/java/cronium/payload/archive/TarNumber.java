package cronium.payload.archive;

/** Numbers in tar headers: octal text, or base-256 with the top bit set (GNU tar manual, "Basic Tar Format"). */
final class TarNumber {
    private TarNumber() {}

    /** A number that is not negative; a blank field is 0, as GNU tar and libarchive read it. */
    static long parse(byte[] block, int offset, int length, String field) throws ArchiveException {
        return (block[offset] & 0x80) != 0
                ? base256(block, offset, length, field)
                : octal(block, offset, length, field);
    }

    static long octal(byte[] block, int offset, int length, String field) throws ArchiveException {
        int at = offset;
        int end = offset + length;
        while (at < end && block[at] == ' ') {
            at++;
        }
        long value = 0;
        for (; at < end && block[at] >= '0' && block[at] <= '7'; at++) {
            // The longest field has 12 digits, 36 bits: no overflow.
            value = value << 3 | (block[at] - '0');
        }
        for (; at < end; at++) {
            if (block[at] != 0 && block[at] != ' ') {
                throw malformed(field, "byte 0x" + Integer.toHexString(block[at] & 0xff));
            }
        }
        return value;
    }

    private static long base256(byte[] block, int offset, int length, String field) throws ArchiveException {
        if ((block[offset] & 0x40) != 0) {
            throw malformed(field, "a negative number");
        }
        long value = block[offset] & 0x3f;
        for (int at = offset + 1; at < offset + length; at++) {
            if (value > Long.MAX_VALUE >> 8) {
                throw malformed(field, "a number of more than 63 bits");
            }
            value = value << 8 | (block[at] & 0xff);
        }
        return value;
    }

    private static ArchiveException malformed(String field, String found) {
        return ArchiveException.of(ArchiveFault.MALFORMED_HEADER, "a number as " + field + " of a tar header", found);
    }
}
