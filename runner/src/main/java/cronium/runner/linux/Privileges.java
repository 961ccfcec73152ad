package cronium.runner.linux;

/** What a thread and the processes that it starts may become. */
public final class Privileges {
    private static final NativeCall PRCTL = NativeCall.named("prctl");
    private static final int PR_SET_NO_NEW_PRIVS = 38;

    private static final int PR_SET_DUMPABLE = 4;

    private Privileges() {}

    /**
     * From now on other processes of the same user cannot look into this one: no ptrace(2), no {@code /proc/PID/environ} or
     * {@code mem}, no core dump, prctl(2) PR_SET_DUMPABLE. Its own files in {@code /proc} then belong to root; it may read
     * them as before, but for those of mode 0400 (proc(5)). What it starts is as it would have been: execve(2) sets it back.
     */
    public static void forbidLookingInto() throws LinuxException {
        PRCTL.orThrow(PR_SET_DUMPABLE, 0, 0, 0);
    }

    /**
     * From now on no program that this thread starts gains rights by being executed: set-user-id, set-group-id and file
     * capabilities do nothing, prctl(2) PR_SET_NO_NEW_PRIVS, Linux 3.5. Inherited by all descendants, cannot be undone, and
     * says nothing about this process's other threads.
     */
    public static void giveUpGaining() throws LinuxException {
        PRCTL.orThrow(PR_SET_NO_NEW_PRIVS, 1, 0, 0);
    }
}
