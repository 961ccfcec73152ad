package cronium.runner.output;

import java.util.Arrays;

/**
 * One stream with its secrets masked. What may be the beginning of a secret is held back until more has come or the stream
 * has ended; so what comes out does not depend on how the stream was cut. Not thread-safe.
 */
final class MaskedStream {
    private static final byte[] STARS = {'*', '*', '*'};

    private final Mask mask;
    private final PatternTree tree;

    /** What was not let go yet, from its beginning. */
    private byte[] held = new byte[1 << 12];

    private int length;
    /** What {@link #bytes} has of it, to be forgotten with the next bytes. */
    private int decided;
    /** Where the search goes on: at the root with the first four bytes of a pattern, else with the next byte. */
    private int next;

    private int state = PatternTree.ROOT;

    /** Beginnings and ends of what is covered, in order; no two touch. */
    private int[] spans = new int[16];

    private int spanInts;
    /** Whether the last thing that was let go is stars that cover what goes on at the beginning of {@link #held}. */
    private boolean covering;

    private final ByteBuilder masked = new ByteBuilder(1 << 12);
    private byte[] bytes = held;
    private int bytesLength;

    MaskedStream(Mask mask) {
        this.mask = mask;
        this.tree = mask.tree();
    }

    /** Takes bytes; {@link #bytes} then has what may leave. */
    void add(byte[] source, int count) {
        forgetDecided();
        if (held.length - length < count) {
            held = Arrays.copyOf(held, Math.max(2 * held.length, length + count));
        }
        System.arraycopy(source, 0, held, length, count);
        length += count;
        search();
        letGo(state == PatternTree.ROOT ? next : next - tree.depth(state));
    }

    /** The stream has ended, so what was held is no secret; {@link #bytes} then has it. */
    void end() {
        forgetDecided();
        letGo(length);
        next = length;
        state = PatternTree.ROOT;
    }

    /** What may leave, from index 0 on; lent until the next call. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return bytesLength;
    }

    /**
     * A pattern can only end in a state of four bytes or more. Below that the tree is left: most bytes are the first of some
     * pattern in some encoding, and the filter passes over them faster.
     */
    private void search() {
        while (next < length) {
            if (state == PatternTree.ROOT && !findBeginning()) {
                return;
            }
            while (next < length) {
                state = tree.step(state, held[next++]);
                cover(tree.match(state));
                if (tree.depth(state) < Mask.LEAST_BYTES) {
                    next -= tree.depth(state);
                    state = PatternTree.ROOT;
                    break;
                }
            }
        }
    }

    /** Goes on to four bytes that begin a pattern, or to fewer at the end that may. */
    private boolean findBeginning() {
        while (next < length) {
            next = mask.candidate(held, next, length);
            int end = Math.min(length, next + Mask.LEAST_BYTES);
            int found = tree.walk(held, next, end);
            if (found != PatternTree.ROOT) {
                if (tree.depth(found) < Mask.LEAST_BYTES) {
                    return false;
                }
                state = found;
                next = end;
                cover(tree.match(state));
                return true;
            }
            next++;
        }
        next = length;
        return false;
    }

    /** Covers so many bytes before {@link #next}, together with what they overlap or touch. */
    private void cover(int count) {
        if (count == 0) {
            return;
        }
        int from = next - count;
        while (spanInts > 0 && spans[spanInts - 1] >= from) {
            from = Math.min(from, spans[spanInts - 2]);
            spanInts -= 2;
        }
        if (spanInts == spans.length) {
            spans = Arrays.copyOf(spans, 2 * spans.length);
        }
        spans[spanInts++] = from;
        spans[spanInts++] = next;
    }

    private void letGo(int end) {
        decided = end;
        if (spanInts == 0) {
            bytes = held;
            bytesLength = end;
            covering &= end == 0;
            return;
        }
        masked.clear();
        int at = 0;
        for (int i = 0; i < spanInts && spans[i] <= end; i += 2) {
            if (spans[i] > at) {
                masked.put(held, at, spans[i] - at);
                covering = false;
            }
            if (!covering) {
                masked.put(STARS);
                covering = true;
            }
            at = spans[i + 1];
        }
        if (at < end) {
            masked.put(held, at, end - at);
            covering = false;
        }
        bytes = masked.bytes();
        bytesLength = masked.length();
    }

    private void forgetDecided() {
        if (decided == 0) {
            return;
        }
        System.arraycopy(held, decided, held, 0, length - decided);
        length -= decided;
        next -= decided;
        int kept = 0;
        for (int i = 0; i < spanInts; i += 2) {
            if (spans[i + 1] > decided) {
                spans[kept++] = Math.max(0, spans[i] - decided);
                spans[kept++] = spans[i + 1] - decided;
            }
        }
        spanInts = kept;
        decided = 0;
    }
}
