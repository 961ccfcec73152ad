package cronium.runner.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The capabilities of the calling thread, capabilities(7), as a set of bits. */
public final class Capabilities {
    public static final long CHOWN = 1;
    public static final long DAC_OVERRIDE = 1L << 1;
    public static final long FOWNER = 1L << 3;
    public static final long FSETID = 1L << 4;
    public static final long KILL = 1L << 5;
    public static final long SETGID = 1L << 6;
    public static final long SETUID = 1L << 7;
    public static final long NET_BIND_SERVICE = 1L << 10;
    public static final long SYS_ADMIN = 1L << 21;

    private static final NativeCall CAPGET = NativeCall.named("capget");
    private static final NativeCall CAPSET = NativeCall.named("capset");
    private static final NativeCall PRCTL = NativeCall.named("prctl");
    private static final int VERSION_3 = 0x2008_0522;
    private static final int PR_CAPBSET_READ = 23;
    private static final int PR_CAPBSET_DROP = 24;
    private static final int MOST_CAPABILITIES = 63;
    private static final int SETPCAP = 8;

    private Capabilities() {}

    /** Those in force. */
    public static long effective() throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = read(arena);
            return Integer.toUnsignedLong(Memory.getInt(data, 0))
                    | Integer.toUnsignedLong(Memory.getInt(data, 12)) << 32;
        }
    }

    /**
     * Gives up all but these for ever, for the calling thread and what it starts: also a program that root executes gets
     * none of them back. Does nothing for a thread that has none.
     */
    public static void keepOnly(long kept) throws LinuxException {
        if (effective() == 0) {
            return;
        }
        if ((effective() & 1L << SETPCAP) != 0) {
            for (int capability = 0; capability <= MOST_CAPABILITIES; capability++) {
                boolean known = PRCTL.raw(PR_CAPBSET_READ, capability, 0, 0, 0, 0) == 1;
                if (known && (kept & 1L << capability) == 0) {
                    PRCTL.orThrow(PR_CAPBSET_DROP, capability, 0, 0);
                }
            }
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = read(arena);
            for (int i = 0; i < 6; i++) {
                int half = i < 3 ? (int) kept : (int) (kept >>> 32);
                Memory.putInt(data, i * 4L, Memory.getInt(data, i * 4L) & half);
            }
            CAPSET.orThrow(header(arena).address(), data.address(), 0, 0);
        }
    }

    /** {@code struct __user_cap_data_struct[2]}: effective, permitted, inheritable of the low half, then of the high one. */
    private static MemorySegment read(Arena arena) throws LinuxException {
        MemorySegment data = arena.allocate(24, 4);
        CAPGET.orThrow(header(arena).address(), data.address(), 0, 0);
        return data;
    }

    private static MemorySegment header(Arena arena) {
        MemorySegment header = arena.allocate(8, 4);
        Memory.putInt(header, 0, VERSION_3);
        return header;
    }
}
