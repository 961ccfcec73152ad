package cronium.testkit.archives;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A tar, written entry by entry; nothing is checked. */
public final class TarBytes {
    private static final int BLOCK = 512;

    private final ByteArrayOutputStream tar = new ByteArrayOutputStream();
    private final List<Integer> headers = new ArrayList<>();

    public TarBytes file(String name, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return entry(TarHeaderBytes.ustar('0', name).size(bytes.length), bytes);
    }

    public TarBytes directory(String name) {
        return entry(TarHeaderBytes.ustar('5', name).mode(0755));
    }

    public TarBytes symbolicLink(String name, String target) {
        return entry(TarHeaderBytes.ustar('2', name).link(target));
    }

    public TarBytes hardLink(String name, String target) {
        return entry(TarHeaderBytes.ustar('1', name).link(target));
    }

    public TarBytes entry(TarHeaderBytes header) {
        return entry(header, new byte[0]);
    }

    /** The content is padded; the size field stays as the header has it. */
    public TarBytes entry(TarHeaderBytes header, byte[] content) {
        headers.add(tar.size());
        return raw(header.bytes()).raw(content).raw(new byte[-content.length & (BLOCK - 1)]);
    }

    /** A GNU long name ({@code L}) or long link ({@code K}). */
    public TarBytes gnuLong(char type, String name) {
        byte[] content = (name + "\0").getBytes(StandardCharsets.UTF_8);
        return entry(TarHeaderBytes.gnu(type, "././@LongLink").size(content.length), content);
    }

    /** A PAX header of whole records. */
    public TarBytes pax(String... records) {
        return paxRaw('x', String.join("", records).getBytes(StandardCharsets.UTF_8));
    }

    /** A PAX header of type {@code x} or {@code g} with any content. */
    public TarBytes paxRaw(char type, byte[] content) {
        return entry(TarHeaderBytes.ustar(type, "PaxHeaders/entry").size(content.length), content);
    }

    /** One PAX record with its length. */
    public static String record(String key, String value) {
        int rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8).length;
        int length = rest + 1;
        while (length != rest + Integer.toString(length).length()) {
            length++;
        }
        return length + " " + key + "=" + value + "\n";
    }

    public TarBytes raw(byte[] bytes) {
        tar.writeBytes(bytes);
        return this;
    }

    /** Where header blocks begin. */
    public List<Integer> headers() {
        return List.copyOf(headers);
    }

    /** As far as it was written, without an end. */
    public byte[] unended() {
        return tar.toByteArray();
    }

    /** With the two zero blocks at the end. */
    public byte[] ended() {
        return new TarBytes().raw(unended()).raw(new byte[2 * BLOCK]).unended();
    }

    /** Ended and compressed. */
    public byte[] gzip() {
        return GzipBytes.member(ended());
    }
}
