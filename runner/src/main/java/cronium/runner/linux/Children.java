package cronium.runner.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** Waiting for children of this process, and being the one that orphans among the descendants fall to. */
public final class Children {
    private static final NativeCall WAITID = NativeCall.named("waitid");
    private static final NativeCall WAIT4 = NativeCall.named("wait4");
    private static final NativeCall PRCTL = NativeCall.named("prctl");

    private static final int P_ALL = 0;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x0100_0000;
    private static final int PR_SET_CHILD_SUBREAPER = 36;
    private static final int SIGINFO_SIZE = 128;
    /** Of a SIGCHLD siginfo on a 64-bit Linux. */
    private static final int SI_CODE = 8;

    private static final int SI_PID = 16;
    private static final int SI_STATUS = 24;
    private static final int CLD_EXITED = 1;

    private static final int RUSAGE_SIZE = 144;

    private Children() {}

    /**
     * Makes this process the parent of every orphan among its descendants, prctl(2) PR_SET_CHILD_SUBREAPER, Linux 3.4. A
     * descendant cannot leave the tree by a double fork or setsid any more; so when {@link #awaitEnded} finds no child,
     * there is no descendant either.
     */
    public static void adoptOrphans() throws LinuxException {
        PRCTL.orThrow(PR_SET_CHILD_SUBREAPER, 1, 0, 0);
    }

    /**
     * A child that has ended and is not reaped.
     *
     * @param exited whether it ended by itself, with {@code status} as its exit code; else that is a signal
     */
    public record Unreaped(int pid, boolean exited, int status) {}

    /**
     * Waits until some child has ended, and leaves it unreaped, so that its process id stays taken.
     *
     * @return the child, or empty when this process has no children at all
     */
    public static Optional<Unreaped> awaitEnded() throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(SIGINFO_SIZE, 8);
            WAITID.orThrow(P_ALL, 0, info.address(), WEXITED | WNOWAIT);
            return Optional.of(new Unreaped(
                    Memory.getInt(info, SI_PID),
                    Memory.getInt(info, SI_CODE) == CLD_EXITED,
                    Memory.getInt(info, SI_STATUS)));
        } catch (LinuxException e) {
            if (e.errno() == Errno.ECHILD) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Takes the status of a child that has ended. After this its process id may belong to anybody. */
    public static Reaped reap(int pid) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(4, 4);
            MemorySegment usage = arena.allocate(RUSAGE_SIZE, 8);
            WAIT4.orThrow(pid, status.address(), 0, usage.address());
            return new Reaped(
                    pid,
                    Memory.getInt(status, 0),
                    micros(usage, 0),
                    micros(usage, 16),
                    Memory.getLong(usage, 32) * 1024);
        }
    }

    private static long micros(MemorySegment usage, long offset) {
        return Memory.getLong(usage, offset) * 1_000_000 + Memory.getLong(usage, offset + 8);
    }
}
