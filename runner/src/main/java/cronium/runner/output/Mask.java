package cronium.runner.output;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What must not be shown: byte strings, each of which is replaced by {@code ***} wherever it stands. Where several overlap or
 * touch, one {@code ***} stands for all of them. Immutable; each stream is masked by a {@link MaskedStream} of its own.
 */
public final class Mask {
    /** No pattern is shorter, so that four bytes decide whether a place is worth a look. */
    public static final int LEAST_BYTES = 4;

    /** Masks nothing. */
    public static final Mask NONE = new Mask(List.of());

    private static final int LEAST_FILTER_BITS = 16;
    private static final int MOST_FILTER_BITS = 21;

    private final PatternTree tree;
    private final boolean empty;
    /** A bit for each hash of the first four bytes of a pattern. Most places in a text are passed over by one look here. */
    private final long[] filter;

    private final int filterShift;

    private Mask(List<byte[]> patterns) {
        this.tree = new PatternTree(patterns);
        this.empty = patterns.isEmpty();
        // 64 bits for a pattern: one place in 64 is looked at in vain.
        int bits = 32 - Integer.numberOfLeadingZeros(64 * patterns.size());
        bits = Math.clamp(bits, LEAST_FILTER_BITS, MOST_FILTER_BITS);
        this.filter = new long[1 << (bits - 6)];
        this.filterShift = 32 - bits;
        for (byte[] pattern : patterns) {
            int hash = hash(ByteScan.fourBytes(pattern, 0));
            filter[hash >>> 6] |= 1L << hash;
        }
    }

    /**
     * A mask of these.
     *
     * @param patterns each of at least {@link #LEAST_BYTES} bytes; costs fourteen bytes of memory for each of theirs
     */
    public static Mask of(List<byte[]> patterns) {
        for (byte[] pattern : patterns) {
            if (pattern.length < LEAST_BYTES) {
                throw new IllegalArgumentException(
                        "expected patterns of " + LEAST_BYTES + " bytes or more, found one of " + pattern.length);
            }
        }
        return patterns.isEmpty() ? NONE : new Mask(patterns);
    }

    public boolean isEmpty() {
        return empty;
    }

    /** The text with what is masked replaced. */
    public String text(String text) {
        if (empty) {
            return text;
        }
        MaskedStream stream = new MaskedStream(this);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuilder masked = new ByteBuilder(bytes.length);
        stream.add(bytes, bytes.length);
        masked.put(stream.bytes(), 0, stream.length());
        stream.end();
        masked.put(stream.bytes(), 0, stream.length());
        return new String(masked.bytes(), 0, masked.length(), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "mask";
    }

    PatternTree tree() {
        return tree;
    }

    /** The first place in {@code [from, to - 4]} where the filter lets a pattern begin, else {@code to - 3} or {@code from}. */
    int candidate(byte[] bytes, int from, int to) {
        int last = to - LEAST_BYTES;
        int at = from;
        for (; at <= last; at++) {
            int hash = hash(ByteScan.fourBytes(bytes, at));
            if ((filter[hash >>> 6] & 1L << hash) != 0) {
                return at;
            }
        }
        return at;
    }

    private int hash(int word) {
        return (word * 0x9E37_79B1) >>> filterShift;
    }
}
