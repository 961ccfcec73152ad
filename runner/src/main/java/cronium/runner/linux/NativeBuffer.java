package cronium.runner.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Memory outside the heap that system calls read and write. Freed with the object. Not thread-safe. */
public final class NativeBuffer {
    private final MemorySegment memory;

    public NativeBuffer(int bytes) {
        this.memory = Arena.ofAuto().allocate(bytes, 8);
    }

    public int size() {
        return (int) memory.byteSize();
    }

    long address() {
        return memory.address();
    }

    MemorySegment memory() {
        return memory;
    }

    public void copyTo(byte[] target, int length) {
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, target, 0, length);
    }

    public void copyFrom(byte[] source, int offset, int length) {
        MemorySegment.copy(source, offset, memory, ValueLayout.JAVA_BYTE, 0, length);
    }
}
