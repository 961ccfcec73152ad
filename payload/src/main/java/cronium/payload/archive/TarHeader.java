package cronium.payload.archive;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** One 512-byte header block: v7, ustar (POSIX pax, "ustar Interchange Format") or old GNU. */
final class TarHeader {
    static final int BLOCK = 512;

    private static final long EVERY_SECOND_BYTE = 0x00ff_00ff_00ff_00ffL;

    private static final int NAME = 0;
    private static final int NAME_LENGTH = 100;
    private static final int MODE = 100;
    private static final int SIZE = 124;
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_LENGTH = 8;
    private static final int TYPE = 156;
    private static final int LINK = 157;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int PREFIX_LENGTH = 155;

    private final byte[] block = new byte[BLOCK];

    /** To be filled by the reader. */
    byte[] block() {
        return block;
    }

    boolean isZero() {
        for (byte value : block) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    /** Refuses a block whose checksum does not fit or whose magic no known format has. */
    void verify() throws ArchiveException {
        long stated = TarNumber.octal(block, CHECKSUM, CHECKSUM_LENGTH, "checksum");
        long unsigned = unsignedSum();
        // Some old tars summed signed chars (GNU tar manual, "Basic Tar Format").
        if (stated != unsigned && stated != signedSum()) {
            throw ArchiveException.of(
                    ArchiveFault.CHECKSUM, "a tar header with checksum " + stated, "checksum " + unsigned);
        }
        if (!isPosix() && !isGnu() && !isV7()) {
            throw ArchiveException.of(
                    ArchiveFault.MALFORMED_HEADER,
                    "a v7, ustar or GNU tar header",
                    "magic " + Printable.quoted(Printable.text(Arrays.copyOfRange(block, MAGIC, MAGIC + 8))));
        }
    }

    /** The sum is taken as if the checksum field held spaces. Eight bytes at a time: this is what a header costs. */
    private long unsignedSum() {
        ByteBuffer words = ByteBuffer.wrap(block);
        long pairs = 0;
        for (int i = 0; i < BLOCK; i += Long.BYTES) {
            long word = words.getLong(i);
            // Four 16-bit lanes; 128 bytes of at most 255 do not overflow one.
            pairs += (word & EVERY_SECOND_BYTE) + (word >>> Byte.SIZE & EVERY_SECOND_BYTE);
        }
        long sum = 0;
        for (; pairs != 0; pairs >>>= Short.SIZE) {
            sum += pairs & 0xffff;
        }
        for (int i = CHECKSUM; i < CHECKSUM + CHECKSUM_LENGTH; i++) {
            sum += ' ' - (block[i] & 0xff);
        }
        return sum;
    }

    private long signedSum() {
        long sum = (long) ' ' * CHECKSUM_LENGTH;
        for (int i = 0; i < BLOCK; i++) {
            if (i < CHECKSUM || i >= CHECKSUM + CHECKSUM_LENGTH) {
                sum += block[i];
            }
        }
        return sum;
    }

    byte type() {
        return block[TYPE];
    }

    int mode() throws ArchiveException {
        return (int) (TarNumber.parse(block, MODE, 8, "mode") & 0777);
    }

    long size() throws ArchiveException {
        return TarNumber.parse(block, SIZE, 12, "size");
    }

    /** The name field, after the prefix field if the format has one. */
    byte[] name() throws ArchiveException {
        byte[] name = field(NAME, NAME_LENGTH);
        // In the old GNU format other fields lie where ustar has the prefix.
        if (!isPosix() || block[PREFIX] == 0) {
            return name;
        }
        byte[] prefix = field(PREFIX, PREFIX_LENGTH);
        byte[] whole = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
        whole[prefix.length] = '/';
        System.arraycopy(name, 0, whole, prefix.length + 1, name.length);
        return whole;
    }

    /** Empty for what is no link. */
    byte[] link() throws ArchiveException {
        return type() == '1' || type() == '2' ? field(LINK, NAME_LENGTH) : new byte[0];
    }

    /** A field ends at its first NUL. Text after that is what one reader sees and another does not. */
    private byte[] field(int offset, int length) throws ArchiveException {
        int end = offset;
        while (end < offset + length && block[end] != 0) {
            end++;
        }
        for (int i = end; i < offset + length; i++) {
            if (block[i] != 0) {
                throw ArchiveException.at(
                        ArchiveFault.NUL_IN_NAME,
                        Printable.text(Arrays.copyOfRange(block, offset, end)),
                        "nothing after the NUL that ends a name",
                        "byte 0x" + Integer.toHexString(block[i] & 0xff));
            }
        }
        return Arrays.copyOfRange(block, offset, end);
    }

    private boolean isPosix() {
        return hasMagic('\0');
    }

    private boolean isGnu() {
        return hasMagic(' ');
    }

    private boolean hasMagic(char last) {
        return block[MAGIC] == 'u'
                && block[MAGIC + 1] == 's'
                && block[MAGIC + 2] == 't'
                && block[MAGIC + 3] == 'a'
                && block[MAGIC + 4] == 'r'
                && block[MAGIC + 5] == last;
    }

    private boolean isV7() {
        for (int i = MAGIC; i < MAGIC + 8; i++) {
            if (block[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
