package cronium.runner.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Memory outside the heap that system calls read and write. Freed with the object. Not thread-safe. */
public final class NativeBuffer {
    private final MemorySegment memory;
    /** The same, for the reason that {@link Memory} has. */
    private final ByteBuffer bytes;

    public NativeBuffer(int bytes) {
        this.memory = Arena.ofAuto().allocate(bytes, 8);
        this.bytes = memory.asByteBuffer();
    }

    public int size() {
        return (int) memory.byteSize();
    }

    long address() {
        return memory.address();
    }

    public void copyTo(byte[] target, int length) {
        bytes.get(0, target, 0, length);
    }

    public void copyFrom(byte[] source, int offset, int length) {
        bytes.put(0, source, offset, length);
    }
}
