package cronium.runner.linux;

/** What a thread and the processes that it starts may become. */
public final class Privileges {
    private static final NativeCall PRCTL = NativeCall.named("prctl");
    private static final int PR_SET_NO_NEW_PRIVS = 38;

    private Privileges() {}

    /**
     * From now on no program that this thread starts gains rights by being executed: set-user-id, set-group-id and file
     * capabilities do nothing, prctl(2) PR_SET_NO_NEW_PRIVS, Linux 3.5. Inherited by all descendants, cannot be undone, and
     * says nothing about this process's other threads.
     */
    public static void giveUpGaining() throws LinuxException {
        PRCTL.orThrow(PR_SET_NO_NEW_PRIVS, 1, 0, 0);
    }
}
