package cronium.runner.output;

/** Well-formed UTF-8, RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8 {
    private Utf8() {}

    /** Whether the bytes are well-formed from beginning to end. */
    static boolean isValid(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int length = sequence(bytes, at, to);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** Length of the well-formed sequence that starts there, 1 to 4, or 0 if there is none. */
    static int sequence(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xff;
        if (first < 0x80) {
            return 1;
        }
        int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (length == 0 || to - at < length) {
            return 0;
        }
        int second = bytes[at + 1] & 0xff;
        boolean secondFits = switch (first) {
            case 0xe0 -> second >= 0xa0 && second <= 0xbf;
            case 0xed -> second >= 0x80 && second <= 0x9f;
            case 0xf0 -> second >= 0x90 && second <= 0xbf;
            case 0xf4 -> second >= 0x80 && second <= 0x8f;
            default -> second >= 0x80 && second <= 0xbf;
        };
        if (!secondFits) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /**
     * A place at or up to three bytes before {@code cut} that does not split a character. Bytes that are no UTF-8 may be
     * split anywhere.
     */
    static int boundaryAtOrBefore(byte[] bytes, int from, int cut) {
        for (int back = 1; back <= 3 && cut - back >= from; back++) {
            int b = bytes[cut - back] & 0xff;
            if (b >= 0xc0) {
                int length = b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
                return length > back ? cut - back : cut;
            }
            if (b < 0x80) {
                return cut;
            }
        }
        return cut;
    }
}
