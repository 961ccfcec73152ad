package cronium.runner.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Leaving the host's namespaces, unshare(2), for the calling thread and what it starts. Needs CAP_SYS_ADMIN. */
public final class Namespaces {
    /** Mounts, Linux 2.4.19. */
    public static final int MOUNTS = 0x0002_0000;
    /** System V IPC and POSIX message queues, Linux 2.6.19. */
    public static final int IPC = 0x0800_0000;
    /** Process ids, Linux 3.8: the next process that the thread starts is the init of the new namespace. */
    public static final int PROCESSES = 0x2000_0000;

    private static final NativeCall UNSHARE = NativeCall.named("unshare");
    private static final NativeCall MOUNT = NativeCall.named("mount");
    private static final int MS_REC = 0x4000;
    private static final int MS_PRIVATE = 0x4_0000;

    private Namespaces() {}

    /**
     * Moves the calling thread. After {@link #PROCESSES} the thread can start processes and no threads; when the init of
     * that namespace has ended it can start nothing any more.
     */
    public static void leave(int namespaces) throws LinuxException {
        UNSHARE.orThrow(namespaces, 0, 0, 0);
    }

    /** From now on mounts of the thread's namespace are seen by no other, mount(2) MS_PRIVATE. */
    public static void keepMountsPrivate() throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment root = Memory.text(arena, "/");
            MemorySegment none = Memory.text(arena, "none");
            MOUNT.orThrow(none.address(), root.address(), 0, MS_REC | MS_PRIVATE, 0);
        }
    }
}
