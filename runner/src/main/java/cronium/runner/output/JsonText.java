package cronium.runner.output;

/** JSON string contents, RFC 8259. */
final class JsonText {
    private JsonText() {}

    /** Appends well-formed UTF-8, escaped as a JSON string needs it. */
    static void escape(byte[] bytes, int from, int to, ByteBuilder out) {
        int plainFrom = from;
        for (int at = from; at < to; at++) {
            byte b = bytes[at];
            if ((b >= 0 && b < ' ') || b == '"' || b == '\\') {
                out.put(bytes, plainFrom, at - plainFrom);
                plainFrom = at + 1;
                out.put('\\');
                switch (b) {
                    case '"', '\\' -> out.put((char) b);
                    case '\n' -> out.put('n');
                    case '\r' -> out.put('r');
                    case '\t' -> out.put('t');
                    default -> out.put("u00").hex(b);
                }
            }
        }
        out.put(bytes, plainFrom, to - plainFrom);
    }
}
