package cronium.runner.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds every place where one of many byte strings ends, in one pass and in time that does not depend on how many there are
 * (A. Aho, M. Corasick, <em>Efficient string matching</em>, 1975).
 *
 * <p>A state is a beginning of a pattern. Most states have one successor, which is then mostly the state with the next
 * number; so an edge costs its label, and only the others stand in a hash table. Fourteen bytes of memory for each byte of a pattern.
 */
final class PatternTree {
    /** The empty beginning. */
    static final int ROOT = 0;

    private static final int NONE = -1;

    private int count = 1;
    /** Of the states that are a successor of the state with the number before theirs: the byte that leads there, plus one. */
    private final short[] labels;

    private final int[] depths;
    private final int[] matches;
    private final int[] fallbacks;
    private long[] edgeKeys = new long[1 << 8];
    private int[] edgeTargets = new int[1 << 8];
    private int edges;

    /** @param patterns none of them empty */
    PatternTree(List<byte[]> patterns) {
        int capacity = 1;
        for (byte[] pattern : patterns) {
            capacity += pattern.length;
        }
        // One more, for the look behind the last.
        this.labels = new short[capacity + 1];
        this.depths = new int[capacity];
        this.matches = new int[capacity];
        this.fallbacks = new int[capacity];
        patterns.forEach(this::add);
        link(patterns);
    }

    /** Number of bytes that the state stands for. */
    int depth(int state) {
        return depths[state];
    }

    /** Length of the longest pattern that ends here, or 0. */
    int match(int state) {
        return matches[state];
    }

    /** The state after one more byte: the longest beginning of a pattern that the bytes so far end with. */
    int step(int state, byte label) {
        int from = state;
        int to = child(from, label);
        while (to == NONE && from != ROOT) {
            from = fallbacks[from];
            to = child(from, label);
        }
        return to == NONE ? ROOT : to;
    }

    /** The state of exactly these bytes, or {@link #ROOT} if no pattern begins so. */
    int walk(byte[] bytes, int from, int to) {
        int state = ROOT;
        for (int at = from; at < to; at++) {
            state = child(state, bytes[at]);
            if (state == NONE) {
                return ROOT;
            }
        }
        return state;
    }

    private int child(int state, byte label) {
        int next = state + 1;
        if (labels[next] == (label & 0xff) + 1) {
            return next;
        }
        long key = key(state, label);
        for (int slot = slot(key); edgeKeys[slot] != 0; slot = (slot + 1) & (edgeKeys.length - 1)) {
            if (edgeKeys[slot] == key) {
                return edgeTargets[slot];
            }
        }
        return NONE;
    }

    private void add(byte[] pattern) {
        int state = ROOT;
        for (byte label : pattern) {
            int next = child(state, label);
            state = next != NONE ? next : append(state, label);
        }
        matches[state] = pattern.length;
    }

    private int append(int parent, byte label) {
        int state = count++;
        depths[state] = depths[parent] + 1;
        if (state == parent + 1) {
            labels[state] = (short) ((label & 0xff) + 1);
        } else {
            putEdge(key(parent, label), state);
        }
        return state;
    }

    /** Level by level: the fallback of a state is shorter than the state, so it is known by then. */
    private void link(List<byte[]> patterns) {
        Arrays.fill(fallbacks, NONE);
        fallbacks[ROOT] = ROOT;
        List<byte[]> longestFirst = new ArrayList<>(patterns);
        longestFirst.sort((one, other) -> Integer.compare(other.length, one.length));
        int[] states = new int[longestFirst.size()];
        int left = states.length;
        for (int level = 0; left > 0; level++) {
            while (left > 0 && longestFirst.get(left - 1).length <= level) {
                left--;
            }
            for (int i = 0; i < left; i++) {
                byte label = longestFirst.get(i)[level];
                int parent = states[i];
                int state = child(parent, label);
                states[i] = state;
                if (fallbacks[state] == NONE) {
                    fallbacks[state] = parent == ROOT ? ROOT : step(fallbacks[parent], label);
                    if (matches[state] == 0) {
                        matches[state] = matches[fallbacks[state]];
                    }
                }
            }
        }
    }

    /** Never 0, which marks an empty slot. */
    private static long key(int state, byte label) {
        return ((long) state << 8 | (label & 0xff)) + 1;
    }

    private int slot(long key) {
        return (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> 32) & (edgeKeys.length - 1);
    }

    private void putEdge(long key, int target) {
        if (2 * edges >= edgeKeys.length) {
            long[] oldKeys = edgeKeys;
            int[] oldTargets = edgeTargets;
            edgeKeys = new long[2 * oldKeys.length];
            edgeTargets = new int[edgeKeys.length];
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldKeys[i] != 0) {
                    place(oldKeys[i], oldTargets[i]);
                }
            }
        }
        place(key, target);
        edges++;
    }

    private void place(long key, int target) {
        int slot = slot(key);
        while (edgeKeys[slot] != 0) {
            slot = (slot + 1) & (edgeKeys.length - 1);
        }
        edgeKeys[slot] = key;
        edgeTargets[slot] = target;
    }
}
