package cronium.payload.archive;

import java.nio.charset.StandardCharsets;

/** Names from an archive, made fit for a terminal and a log: quoted, clipped, nothing in them that acts. */
final class Printable {
    private static final int LONGEST = 120;

    private Printable() {}

    static String quoted(String name) {
        StringBuilder shown = new StringBuilder(name.length() + 2).append('"');
        int end = Math.min(name.length(), LONGEST);
        for (int i = 0; i < end; ) {
            int point = name.codePointAt(i);
            i += Character.charCount(point);
            append(shown, point);
        }
        if (end < name.length()) {
            shown.append("…\" (").append(name.length()).append(" characters)");
            return shown.toString();
        }
        return shown.append('"').toString();
    }

    /** Bytes that need not be text. */
    static String text(byte[] name) {
        return new String(name, StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder shown, int point) {
        if (point == '"' || point == '\\') {
            shown.append('\\').append((char) point);
        } else if (acts(point)) {
            shown.append("\\u{").append(Integer.toHexString(point)).append('}');
        } else {
            shown.appendCodePoint(point);
        }
    }

    /** Control and format characters (bidirectional overrides among them), line separators and halves of a pair. */
    private static boolean acts(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
