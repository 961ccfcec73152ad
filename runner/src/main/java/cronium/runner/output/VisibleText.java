package cronium.runner.output;

import java.nio.charset.StandardCharsets;

/**
 * Bytes of unknown origin made safe to show: printable UTF-8 stays, everything else becomes an escape. A script's output
 * must not be able to move the cursor, retitle the terminal or answer for it.
 */
public final class VisibleText {
    private static final byte ESCAPE = 0x1b;

    private VisibleText() {}

    /** Appends it; with {@code colours}, sequences that only set colours and weight (ECMA-48 SGR) pass. */
    static void append(byte[] bytes, int from, int to, boolean colours, ByteBuilder out) {
        int at = from;
        while (at < to) {
            byte b = bytes[at];
            int length = Utf8.sequence(bytes, at, to);
            int sgr = colours && b == ESCAPE ? selectGraphicRendition(bytes, at, to) : 0;
            if (sgr > 0) {
                out.put(bytes, at, sgr);
                at += sgr;
            } else if (b == '\t' || (length == 1 && b >= ' ' && b != 0x7f)) {
                out.put((char) b);
                at++;
            } else if (length > 1 && !isControl(bytes, at, length)) {
                out.put(bytes, at, length);
                at += length;
            } else {
                escaped(b, out);
                at++;
            }
        }
    }

    /** A text of unknown origin in one line, safe to show. */
    public static String of(String text) {
        ByteBuilder out = new ByteBuilder(text.length() + 16);
        append(text, out);
        return new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8);
    }

    /** A sentence, which may quote names of the payload's. */
    static void append(String text, ByteBuilder out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        append(bytes, 0, bytes.length, false, out);
    }

    private static void escaped(byte b, ByteBuilder out) {
        switch (b) {
            case '\r' -> out.put("\\r");
            case '\n' -> out.put("\\n");
            default -> out.put("\\x").hex(b);
        }
    }

    /** U+0080 to U+009F are control characters, CSI among them, in two bytes; U+202A to U+202E and U+2066 to U+2069 turn text around. */
    private static boolean isControl(byte[] bytes, int at, int length) {
        int first = bytes[at] & 0xff;
        int second = bytes[at + 1] & 0xff;
        if (length == 2) {
            return first == 0xc2 && second < 0xa0;
        }
        if (length == 3 && first == 0xe2) {
            int third = bytes[at + 2] & 0xff;
            return (second == 0x80 && third >= 0xaa && third <= 0xae)
                    || (second == 0x81 && third >= 0xa6 && third <= 0xa9);
        }
        return false;
    }

    /** Length of {@code ESC [ digits and ; m} there, or 0. */
    private static int selectGraphicRendition(byte[] bytes, int at, int to) {
        if (to - at < 3 || bytes[at + 1] != '[') {
            return 0;
        }
        int end = at + 2;
        while (end < to && ((bytes[end] >= '0' && bytes[end] <= '9') || bytes[end] == ';' || bytes[end] == ':')) {
            end++;
        }
        return end < to && bytes[end] == 'm' ? end + 1 - at : 0;
    }
}
