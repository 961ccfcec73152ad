package cronium.runner.output;

/**
 * Cuts one stream into lines, and lines longer than {@link #PIECE} bytes into pieces. A line that lies whole in what was
 * read is passed on without a copy; what is kept between reads is at most one piece. Not thread-safe.
 */
final class LineSplitter {
    /** The longest piece in bytes, 64 KiB. */
    static final int PIECE = 65_536;

    private final StreamName stream;
    private final Line.Consumer consumer;
    private final byte[] carry = new byte[PIECE];
    private int carried;
    private int piece;

    LineSplitter(StreamName stream, Line.Consumer consumer) {
        this.stream = stream;
        this.consumer = consumer;
    }

    void accept(byte[] bytes, int length) {
        int at = 0;
        while (at < length) {
            int newline = ByteScan.newline(bytes, at, length);
            if (newline >= 0 && carried == 0 && newline - at <= PIECE) {
                emit(bytes, at, newline - at, false, true);
                at = newline + 1;
            } else if (newline >= 0) {
                unfinished(bytes, at, newline);
                emit(carry, 0, carried, false, true);
                carried = 0;
                at = newline + 1;
            } else {
                unfinished(bytes, at, length);
                at = length;
            }
        }
    }

    /** Passes on what is held of an unfinished line, as a piece with more to come. */
    void flushUnfinished() {
        if (carried > 0) {
            int cut = Utf8.boundaryAtOrBefore(carry, 0, carried);
            if (cut > 0) {
                emitCarried(cut);
            }
        }
    }

    /** The stream has ended: a last line without newline goes out. */
    void end() {
        if (carried > 0 || piece > 0) {
            emit(carry, 0, carried, false, false);
            carried = 0;
        }
    }

    /** Adds to the line under way; afterwards at most one piece of it is held. */
    private void unfinished(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (carried == 0 && to - at > PIECE) {
                int cut = Utf8.boundaryAtOrBefore(bytes, at, at + PIECE);
                emit(bytes, at, cut - at, true, false);
                at = cut;
                continue;
            }
            if (carried == PIECE) {
                emitCarried(Utf8.boundaryAtOrBefore(carry, 0, PIECE));
            }
            int taken = Math.min(to - at, PIECE - carried);
            System.arraycopy(bytes, at, carry, carried, taken);
            carried += taken;
            at += taken;
        }
    }

    private void emitCarried(int cut) {
        emit(carry, 0, cut, true, false);
        System.arraycopy(carry, cut, carry, 0, carried - cut);
        carried -= cut;
    }

    private void emit(byte[] bytes, int offset, int length, boolean more, boolean newline) {
        consumer.accept(new Line(stream, bytes, offset, length, piece, more, newline));
        piece = more ? piece + 1 : 0;
    }
}
