package cronium.runner.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A resource limit of one process, prlimit(2), Linux 2.6.36. Children inherit it. The numbers are those of x86-64 and arm64. */
public enum ResourceLimit {
    /** Processor time in seconds. */
    CPU(0),
    /** Bytes that a file may grow to. */
    FILE_SIZE(1),
    /** Bytes of private writable memory, Linux 4.7. */
    DATA(2),
    /** Processes and threads of the user. Root is not bound by it. */
    PROCESSES(6),
    /** One more than the highest descriptor. */
    OPEN_FILES(7),
    /** Signals that may wait for the user's processes. */
    PENDING_SIGNALS(11),
    /** Bytes in POSIX message queues. */
    MESSAGE_QUEUES(12);

    /** No limit. */
    public static final long UNLIMITED = -1;

    private static final NativeCall PRLIMIT = NativeCall.named("prlimit64");

    private final int number;

    ResourceLimit(int number) {
        this.number = number;
    }

    /** The hard limit of this process, {@link #UNLIMITED} if there is none. */
    public long hard() throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment limits = arena.allocate(16, 8);
            PRLIMIT.orThrow(0, number, 0, limits.address());
            return Memory.getLong(limits, 8);
        }
    }

    /**
     * Limits a process to that value or to what it is limited to already, whichever is lower. It cannot be raised again
     * without CAP_SYS_RESOURCE.
     */
    public void lower(int pid, long value) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment limits = arena.allocate(16, 8);
            PRLIMIT.orThrow(pid, number, 0, limits.address());
            for (int half = 0; half < 2; half++) {
                if (Long.compareUnsigned(value, Memory.getLong(limits, half * 8L)) < 0) {
                    Memory.putLong(limits, half * 8L, value);
                }
            }
            PRLIMIT.orThrow(pid, number, limits.address(), 0);
        }
    }
}
