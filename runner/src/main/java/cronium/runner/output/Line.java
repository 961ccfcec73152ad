package cronium.runner.output;

/**
 * A line, or a piece of one that is too long to hold.
 *
 * @param piece 0 for the first piece of a line, and for a whole line
 * @param more whether another piece of the same line follows
 * @param newline whether a newline ended it; it is not among the bytes. False for a piece with more to come, and for a
 *     last line without newline
 */
@SuppressWarnings("ArrayRecordComponent") // lent, never kept or compared
record Line(StreamName stream, byte[] bytes, int offset, int length, int piece, boolean more, boolean newline) {

    int end() {
        return offset + length;
    }

    boolean inPieces() {
        return more || piece > 0;
    }

    /** Where lines go. The bytes are only lent: they change when the call returns. */
    interface Consumer {
        void accept(Line line);
    }
}
