package cronium.testkit.archives;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One tar header block, field by field; nothing is checked. The checksum is right unless it is asked to be wrong. */
public final class TarHeaderBytes {
    private static final int BLOCK = 512;
    private static final int CHECKSUM = 148;

    private final byte[] block = new byte[BLOCK];
    private Checksum checksum = Checksum.UNSIGNED;

    private enum Checksum {
        UNSIGNED,
        SIGNED,
        WRONG
    }

    private TarHeaderBytes() {}

    /** A ustar header with mode 644 and size 0. */
    public static TarHeaderBytes ustar(char type, String name) {
        return new TarHeaderBytes()
                .type(type)
                .name(name.getBytes(StandardCharsets.UTF_8))
                .mode(0644)
                .size(0)
                .text(257, "ustar\00000");
    }

    /** The old GNU format's magic. */
    public static TarHeaderBytes gnu(char type, String name) {
        return ustar(type, name).text(257, "ustar  \0");
    }

    /** The format of Unix v7: no magic. */
    public static TarHeaderBytes v7(String name) {
        return ustar('\0', name).text(257, "\0\0\0\0\0\0\0\0");
    }

    public TarHeaderBytes type(char type) {
        return at(156, (byte) type);
    }

    public TarHeaderBytes name(byte[] name) {
        return field(0, 100, name);
    }

    public TarHeaderBytes prefix(String prefix) {
        return field(345, 155, prefix.getBytes(StandardCharsets.UTF_8));
    }

    public TarHeaderBytes link(String target) {
        return link(target.getBytes(StandardCharsets.UTF_8));
    }

    public TarHeaderBytes link(byte[] target) {
        return field(157, 100, target);
    }

    public TarHeaderBytes mode(int mode) {
        return octal(100, 8, mode);
    }

    public TarHeaderBytes size(long size) {
        return octal(124, 12, size);
    }

    /** Any bytes in the size field. */
    public TarHeaderBytes sizeField(String text) {
        return field(124, 12, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** GNU's form for sizes beyond eleven octal digits; any number may be written so. */
    public TarHeaderBytes sizeBase256(long size) {
        for (int i = 0; i < 12; i++) {
            at(124 + i, (byte) (i < 4 ? 0 : size >>> (8 * (11 - i))));
        }
        return at(124, (byte) (block[124] | 0x80));
    }

    public TarHeaderBytes text(int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, block, offset, bytes.length);
        return this;
    }

    public TarHeaderBytes at(int offset, byte value) {
        block[offset] = value;
        return this;
    }

    /** Sums signed bytes, as some old tars did. */
    public TarHeaderBytes signedChecksum() {
        checksum = Checksum.SIGNED;
        return this;
    }

    public TarHeaderBytes wrongChecksum() {
        checksum = Checksum.WRONG;
        return this;
    }

    /** The block. */
    public byte[] bytes() {
        byte[] whole = block.clone();
        putChecksum(whole, 0, checksum);
        return whole;
    }

    /** Makes the checksum of the header at {@code offset} right again. */
    public static void repairChecksum(byte[] tar, int offset) {
        putChecksum(tar, offset, Checksum.UNSIGNED);
    }

    private static void putChecksum(byte[] tar, int offset, Checksum kind) {
        Arrays.fill(tar, offset + CHECKSUM, offset + CHECKSUM + 8, (byte) ' ');
        int sum = kind == Checksum.WRONG ? 1 : 0;
        for (int i = offset; i < offset + BLOCK; i++) {
            sum += kind == Checksum.SIGNED ? tar[i] : tar[i] & 0xff;
        }
        byte[] digits = octalDigits(sum, 6);
        System.arraycopy(digits, 0, tar, offset + CHECKSUM, digits.length);
        tar[offset + CHECKSUM + 6] = 0;
    }

    private TarHeaderBytes octal(int offset, int length, long value) {
        return field(offset, length, octalDigits(value, length - 1));
    }

    private static byte[] octalDigits(long value, int count) {
        byte[] digits = new byte[count];
        for (int i = 0; i < count; i++) {
            digits[i] = (byte) ('0' + ((value >>> (3 * (count - 1 - i))) & 7));
        }
        return digits;
    }

    private TarHeaderBytes field(int offset, int length, byte[] value) {
        Arrays.fill(block, offset, offset + length, (byte) 0);
        System.arraycopy(value, 0, block, offset, Math.min(length, value.length));
        return this;
    }
}
