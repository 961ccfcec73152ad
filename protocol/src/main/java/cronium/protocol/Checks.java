package cronium.protocol;

import java.util.List;

/** What the fields of messages must be. Each throws an {@code IllegalArgumentException} that says what was expected and found. */
final class Checks {
    private static final int MOST_ID = 128;
    private static final int MOST_WORD = 64;

    private Checks() {}

    static void that(boolean holds, String expected, Object found) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + expected + ", found " + found);
        }
    }

    /** The form of an execution id, docs/payload-format.md. Of what is none only the length is told: it may be anything. */
    static void executionId(String text) {
        boolean good = !text.isEmpty() && text.length() <= MOST_ID && isLetterOrDigit(text.charAt(0));
        for (int i = 0; good && i < text.length(); i++) {
            char c = text.charAt(i);
            good = isLetterOrDigit(c) || c == '.' || c == '_' || c == '-';
        }
        that(
                good,
                "an execution id of 1 to " + MOST_ID + " letters, digits, '.', '_' or '-'",
                text.length() + " characters");
    }

    /** A word of small letters, digits, '.' and '-'. */
    static void word(String what, String text) {
        boolean good = !text.isEmpty() && text.length() <= MOST_WORD;
        for (int i = 0; good && i < text.length(); i++) {
            char c = text.charAt(i);
            good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
        }
        that(
                good,
                what + " of 1 to " + MOST_WORD + " small letters, digits, '.' or '-'",
                text.length() + " characters");
    }

    /** Amounts and offsets: 63 bits, so that no language has trouble with them. */
    static void notNegative(String what, long value) {
        that(value >= 0, what + " from 0 to 2^63-1", Long.toUnsignedString(value));
    }

    static void piece(String what, Bytes bytes) {
        that(
                bytes.length() <= Protocol.MOST_PIECE_BYTES,
                what + " of at most " + Protocol.MOST_PIECE_BYTES + " bytes",
                bytes.length());
    }

    static void elements(String what, List<?> list) {
        that(list.size() <= Protocol.MOST_ELEMENTS, "at most " + Protocol.MOST_ELEMENTS + " " + what, list.size());
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
