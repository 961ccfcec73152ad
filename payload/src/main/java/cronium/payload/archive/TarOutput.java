package cronium.payload.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes tar headers: ustar where name, target and size fit, a PAX header before it where they do not (POSIX pax). Owner and
 * group are 0 and have no names.
 */
final class TarOutput {
    private static final long LARGEST_OCTAL_SIZE = 0_77_777_777_777L;
    private static final int NAME_FIELD = 100;
    private static final int PREFIX_FIELD = 155;

    /** Not the entry's name and no process id, which other tars put here: nothing reads it. */
    private static final byte[] PAX_NAME = "PaxHeaders/entry".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] ZEROS = new byte[2 * TarHeader.BLOCK];

    private final GzipOutput out;
    private final long modifiedSeconds;

    TarOutput(GzipOutput out, long modifiedSeconds) {
        this.out = out;
        this.modifiedSeconds = modifiedSeconds;
    }

    void header(char type, String path, int mode, long size, String target) throws IOException {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        byte[] link = target.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream pax = new ByteArrayOutputStream();
        int split = splitAt(name);
        if (split < 0) {
            record(pax, "path", name);
        }
        if (link.length > NAME_FIELD) {
            record(pax, "linkpath", link);
        }
        if (size > LARGEST_OCTAL_SIZE) {
            record(pax, "size", Long.toString(size).getBytes(StandardCharsets.US_ASCII));
        }
        if (pax.size() > 0) {
            out.write(block('x', PAX_NAME, 0, 0644, pax.size(), new byte[0]), 0, TarHeader.BLOCK);
            out.write(pax.toByteArray(), 0, pax.size());
            pad(pax.size());
        }
        long statedSize = Math.min(size, LARGEST_OCTAL_SIZE);
        out.write(block(type, name, Math.max(split, 0), mode, statedSize, link), 0, TarHeader.BLOCK);
    }

    /** Fills up the last block of a content. */
    void pad(long size) throws IOException {
        out.write(ZEROS, 0, (int) (-size & (TarHeader.BLOCK - 1)));
    }

    /** Two zero blocks. */
    void end() throws IOException {
        out.write(ZEROS, 0, ZEROS.length);
    }

    /** Where the prefix field's part ends: 0 if there is no need for it, -1 if no slash lies right. */
    private static int splitAt(byte[] name) {
        if (name.length <= NAME_FIELD) {
            return 0;
        }
        // A directory's own slash at the end splits nothing.
        for (int at = Math.min(PREFIX_FIELD, name.length - 2); at >= name.length - 1 - NAME_FIELD && at > 0; at--) {
            if (name[at] == '/') {
                return at;
            }
        }
        return -1;
    }

    /** {@code LENGTH KEY=VALUE\n}, where the length counts its own digits. */
    private static void record(ByteArrayOutputStream pax, String key, byte[] value) {
        int rest = key.length() + value.length + 3;
        int length = rest + Integer.toString(rest).length();
        length = rest + Integer.toString(length).length();
        pax.writeBytes((length + " " + key + "=").getBytes(StandardCharsets.US_ASCII));
        pax.writeBytes(value);
        pax.write('\n');
    }

    private byte[] block(char type, byte[] name, int split, int mode, long size, byte[] link) {
        byte[] block = new byte[TarHeader.BLOCK];
        int nameStart = split == 0 ? 0 : split + 1;
        put(block, 0, NAME_FIELD, Arrays.copyOfRange(name, nameStart, name.length));
        octal(block, 100, 8, mode);
        octal(block, 108, 8, 0);
        octal(block, 116, 8, 0);
        octal(block, 124, 12, size);
        octal(block, 136, 12, modifiedSeconds);
        block[156] = (byte) type;
        put(block, 157, NAME_FIELD, link);
        put(block, 257, 8, new byte[] {'u', 's', 't', 'a', 'r', 0, '0', '0'});
        octal(block, 329, 8, 0);
        octal(block, 337, 8, 0);
        put(block, 345, PREFIX_FIELD, Arrays.copyOf(name, split));
        Arrays.fill(block, 148, 156, (byte) ' ');
        long sum = 0;
        for (byte value : block) {
            sum += value & 0xff;
        }
        octal(block, 148, 7, sum);
        return block;
    }

    private static void put(byte[] block, int offset, int length, byte[] value) {
        System.arraycopy(value, 0, block, offset, Math.min(length, value.length));
    }

    /** Digits and a NUL at the end. */
    private static void octal(byte[] block, int offset, int length, long value) {
        long rest = value;
        for (int i = offset + length - 2; i >= offset; i--) {
            block[i] = (byte) ('0' + (rest & 7));
            rest >>>= 3;
        }
        block[offset + length - 1] = 0;
    }
}
