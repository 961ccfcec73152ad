package cronium.runner.output;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at bytes eight at a time. A word {@code w} has a zero byte exactly where {@code (w - 0x01…) & ~w & 0x80…} has its
 * lowest set bit; xor with a repeated byte turns "is that byte" into "is zero".
 */
final class ByteScan {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle HALF_WORD =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH = 0x8080_8080_8080_8080L;
    private static final long NEWLINES = ONES * '\n';
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long DELETES = ONES * 0x7f;
    private static final long SPACES = ONES * ' ';

    private ByteScan() {}

    /** Four bytes as one number. */
    static int fourBytes(byte[] bytes, int at) {
        return (int) HALF_WORD.get(bytes, at);
    }

    /** Index of the first newline in {@code [from, to)}, or -1. */
    static int newline(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - 8; at += 8) {
            long zeroed = (long) WORD.get(bytes, at) ^ NEWLINES;
            long found = (zeroed - ONES) & ~zeroed & HIGH;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        for (; at < to; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    /** Whether {@code [from, to)} is printable ASCII without quote or backslash, so that a string literal can hold it as it is. */
    static boolean isPlain(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - 8; at += 8) {
            long word = (long) WORD.get(bytes, at);
            long quote = word ^ QUOTES;
            long backslash = word ^ BACKSLASHES;
            long delete = word ^ DELETES;
            long special = ((word - SPACES) & ~word)
                    | ((quote - ONES) & ~quote)
                    | ((backslash - ONES) & ~backslash)
                    | ((delete - ONES) & ~delete);
            if (((special | word) & HIGH) != 0) {
                return false;
            }
        }
        for (; at < to; at++) {
            byte b = bytes[at];
            if (b < ' ' || b == '"' || b == '\\' || b == 0x7f) {
                return false;
            }
        }
        return true;
    }
}
