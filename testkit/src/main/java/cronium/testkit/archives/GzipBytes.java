package cronium.testkit.archives;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** One gzip member, part by part (RFC 1952); nothing is checked. */
public final class GzipBytes {
    private static final int FHCRC = 2;
    private static final int FEXTRA = 4;
    private static final int FNAME = 8;
    private static final int FCOMMENT = 16;

    private final byte[] content;
    private int method = 8;
    private int flags;
    private byte[] fields = {};
    private boolean wrongHeaderChecksum;
    private long crcChange;
    private long sizeChange;

    private GzipBytes(byte[] content) {
        this.content = content.clone();
    }

    /** A plain member. */
    public static byte[] member(byte[] content) {
        return of(content).bytes();
    }

    public static GzipBytes of(byte[] content) {
        return new GzipBytes(content);
    }

    /** The content cut in two, each a member. */
    public static byte[] twoMembers(byte[] content) {
        int middle = content.length / 2;
        return concat(
                member(Arrays.copyOf(content, middle)), member(Arrays.copyOfRange(content, middle, content.length)));
    }

    public static byte[] concat(byte[] first, byte[] second) {
        byte[] whole = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, whole, first.length, second.length);
        return whole;
    }

    public GzipBytes method(int value) {
        method = value;
        return this;
    }

    /** Sets flag bits without the fields that they announce. */
    public GzipBytes flags(int bits) {
        flags |= bits;
        return this;
    }

    public GzipBytes extra(byte[] extra) {
        flags |= FEXTRA;
        return field(new byte[] {(byte) extra.length, (byte) (extra.length >>> 8)})
                .field(extra);
    }

    /** Must come after {@link #extra}. */
    public GzipBytes fileName(String name) {
        flags |= FNAME;
        return field((name + "\0").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Must come after {@link #fileName}. */
    public GzipBytes comment(String comment) {
        flags |= FCOMMENT;
        return field((comment + "\0").getBytes(StandardCharsets.ISO_8859_1));
    }

    public GzipBytes headerChecksum() {
        flags |= FHCRC;
        return this;
    }

    public GzipBytes wrongHeaderChecksum() {
        wrongHeaderChecksum = true;
        return headerChecksum();
    }

    public GzipBytes wrongCrc() {
        crcChange = 1;
        return this;
    }

    public GzipBytes wrongSize() {
        sizeChange = 1;
        return this;
    }

    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x1f, (byte) 0x8b, (byte) method, (byte) flags, 0, 0, 0, 0, 0, (byte) 255});
        out.writeBytes(fields);
        if ((flags & FHCRC) != 0) {
            long crc = crc(out.toByteArray()) + (wrongHeaderChecksum ? 1 : 0);
            out.writeBytes(new byte[] {(byte) crc, (byte) (crc >>> 8)});
        }
        out.writeBytes(deflated());
        word(out, crc(content) + crcChange);
        word(out, content.length + sizeChange);
        return out.toByteArray();
    }

    private byte[] deflated() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try (Deflater deflater = new Deflater(1, true)) {
            deflater.setInput(content);
            deflater.finish();
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
        }
        return out.toByteArray();
    }

    private GzipBytes field(byte[] bytes) {
        fields = concat(fields, bytes);
        return this;
    }

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    private static void word(ByteArrayOutputStream out, long value) {
        for (int shift = 0; shift < 32; shift += 8) {
            out.write((int) (value >>> shift));
        }
    }
}
