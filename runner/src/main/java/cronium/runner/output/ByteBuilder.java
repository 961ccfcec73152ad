package cronium.runner.output;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Bytes under construction. Grows as needed; whoever fills it empties it in time. Not thread-safe. */
final class ByteBuilder {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int length;

    ByteBuilder(int capacity) {
        this.bytes = new byte[capacity];
    }

    int length() {
        return length;
    }

    byte[] bytes() {
        return bytes;
    }

    void clear() {
        length = 0;
    }

    ByteBuilder put(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    ByteBuilder put(byte[] source) {
        return put(source, 0, source.length);
    }

    ByteBuilder put(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
        return this;
    }

    ByteBuilder put(String text) {
        return put(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Decimal digits of a number that is not negative. */
    ByteBuilder put(long number) {
        reserve(20);
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** Two lower-case hexadecimal digits. */
    ByteBuilder hex(byte value) {
        reserve(2);
        bytes[length++] = HEX[(value >> 4) & 0xf];
        bytes[length++] = HEX[value & 0xf];
        return this;
    }

    ByteBuilder base64(byte[] source, int offset, int count) {
        return put(Base64.getEncoder().encode(Arrays.copyOfRange(source, offset, offset + count)));
    }

    private void reserve(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }
}
