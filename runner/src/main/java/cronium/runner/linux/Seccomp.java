package cronium.runner.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A filter of system calls for the calling thread and all that it starts, seccomp(2), Linux 3.17. */
public final class Seccomp {
    private static final NativeCall SYSCALL = NativeCall.named("syscall");
    private static final int SECCOMP = Architecture.current() == Architecture.ARM64 ? 277 : 317;
    private static final int SET_MODE_FILTER = 1;
    private static final int GET_ACTION_AVAILABLE = 2;
    private static final int ACTION_ERRNO = 0x0005_0000;
    /** {@code BPF_MAXINSNS}. */
    private static final int MOST_INSTRUCTIONS = 4096;

    private Seccomp() {}

    /** Whether this kernel filters system calls with an error as the answer. */
    public static boolean available() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment action = arena.allocate(4, 4);
            Memory.putInt(action, 0, ACTION_ERRNO);
            return SYSCALL.raw(SECCOMP, GET_ACTION_AVAILABLE, 0, action.address(), 0, 0) == 0;
        }
    }

    /**
     * Installs a filter for ever. The thread must have given up gaining privileges before.
     *
     * @param program instructions of classic BPF as {@code struct sock_filter} has them: code in bits 48 to 63, the jumps if
     *     true and if false in eight bits each, the operand in the low 32
     */
    public static void restrictThisThread(long[] program) throws LinuxException {
        if (program.length > MOST_INSTRUCTIONS) {
            throw new IllegalArgumentException(
                    "expected at most " + MOST_INSTRUCTIONS + " instructions, found " + program.length);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment instructions = arena.allocate(program.length * 8L, 8);
            for (int i = 0; i < program.length; i++) {
                long at = i * 8L;
                Memory.putShort(instructions, at, (short) (program[i] >>> 48));
                Memory.putByte(instructions, at + 2, (byte) (program[i] >>> 40));
                Memory.putByte(instructions, at + 3, (byte) (program[i] >>> 32));
                Memory.putInt(instructions, at + 4, (int) program[i]);
            }
            // struct sock_fprog: unsigned short length, then a pointer.
            MemorySegment filter = arena.allocate(16, 8);
            Memory.putShort(filter, 0, (short) program.length);
            Memory.putLong(filter, 8, instructions.address());
            SYSCALL.orThrow(SECCOMP, SET_MODE_FILTER, 0, filter.address());
        }
    }
}
