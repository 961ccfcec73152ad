package cronium.runner.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The fields of C's structures, by their offset in bytes, in the byte order of the machine; and texts. Not by what MemorySegment itself has for
 * both: that are var handles, for which a JVM makes eight classes when it uses the first one, ten milliseconds of a short run.
 */
final class Memory {
    private Memory() {}

    static byte getByte(MemorySegment memory, long offset) {
        return of(memory).get(Math.toIntExact(offset));
    }

    static short getShort(MemorySegment memory, long offset) {
        return of(memory).getShort(Math.toIntExact(offset));
    }

    static int getInt(MemorySegment memory, long offset) {
        return of(memory).getInt(Math.toIntExact(offset));
    }

    static long getLong(MemorySegment memory, long offset) {
        return of(memory).getLong(Math.toIntExact(offset));
    }

    static void putByte(MemorySegment memory, long offset, byte value) {
        of(memory).put(Math.toIntExact(offset), value);
    }

    static void putShort(MemorySegment memory, long offset, short value) {
        of(memory).putShort(Math.toIntExact(offset), value);
    }

    static void putInt(MemorySegment memory, long offset, int value) {
        of(memory).putInt(Math.toIntExact(offset), value);
    }

    static void putLong(MemorySegment memory, long offset, long value) {
        of(memory).putLong(Math.toIntExact(offset), value);
    }

    /** A new text that ends with a zero byte, as C has it; in UTF-8. */
    static MemorySegment text(Arena arena, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        MemorySegment memory = arena.allocate(bytes.length + 1L);
        of(memory).put(0, bytes);
        return memory;
    }

    /** Writes a text at the beginning, and a zero byte after it. */
    static void putText(MemorySegment memory, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        of(memory).put(0, bytes).put(bytes.length, (byte) 0);
    }

    /** The text at the beginning, up to a zero byte. */
    static String getText(MemorySegment memory) {
        ByteBuffer buffer = of(memory);
        int length = 0;
        while (buffer.get(length) != 0) {
            length++;
        }
        byte[] bytes = new byte[length];
        buffer.get(0, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static void copy(MemorySegment from, byte[] to, int offset, int count) {
        of(from).get(0, to, offset, count);
    }

    private static ByteBuffer of(MemorySegment memory) {
        return memory.asByteBuffer().order(ByteOrder.nativeOrder());
    }
}
