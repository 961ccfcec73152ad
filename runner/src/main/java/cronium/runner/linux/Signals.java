package cronium.runner.linux;

/** Sending signals, and their names and numbers (signal(7); the same on x86-64 and arm64). */
public final class Signals {
    public static final int HUP = 1;
    public static final int INT = 2;
    public static final int KILL = 9;
    public static final int TERM = 15;
    public static final int CONT = 18;
    public static final int STOP = 19;
    public static final int XCPU = 24;
    public static final int XFSZ = 25;

    private static final NativeCall KILL_CALL = NativeCall.named("kill");
    private static final NativeCall SYSCALL = NativeCall.named("syscall");
    private static final NativeCall CLOSE = NativeCall.named("close");
    private static final int PIDFD_SEND_SIGNAL = 424;
    private static final int PIDFD_OPEN = 434;

    private static final String[] NAMES = {
        "0", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
        "WINCH", "IO", "PWR", "SYS"
    };

    private Signals() {}

    /** {@code SIGTERM} for 15; {@code SIGRTMIN+n} is not told apart, those are {@code SIG34} and up. */
    public static String name(int signal) {
        return "SIG" + (signal > 0 && signal < NAMES.length ? NAMES[signal] : Integer.toString(signal));
    }

    /**
     * Signals every process of a group at once, kill(2). The caller must know that the group's leader is not reaped yet:
     * otherwise the number may belong to strangers.
     *
     * @return false when the group has no process that could take it
     */
    public static boolean sendToGroup(int group, int signal) throws LinuxException {
        try {
            KILL_CALL.orThrow(-group, signal, 0, 0);
            return true;
        } catch (LinuxException e) {
            if (e.errno() == Errno.ESRCH) {
                return false;
            }
            throw e;
        }
    }

    /** Whether there is a process, or a thread, of that number: kill(2) with no signal, which needs no {@code /proc}. */
    static boolean reaches(int pid) {
        try {
            KILL_CALL.orThrow(pid, 0, 0, 0);
            return true;
        } catch (LinuxException e) {
            return e.errno() == Errno.EPERM;
        }
    }

    /**
     * Signals exactly the process that was seen, by way of pidfd_open(2) (Linux 5.3): if its number has been given to
     * another process meanwhile, nothing is sent.
     *
     * @return false when it had ended already
     */
    public static boolean send(ProcessTable.Entry process, int signal) throws LinuxException {
        try {
            int pidfd = SYSCALL.intOrThrow(PIDFD_OPEN, process.pid(), 0, 0);
            try {
                if (!ProcessTable.sameStart(process)) {
                    return false;
                }
                SYSCALL.orThrow(PIDFD_SEND_SIGNAL, pidfd, signal, 0);
                return true;
            } finally {
                CLOSE.raw(pidfd, 0, 0, 0, 0, 0);
            }
        } catch (LinuxException e) {
            if (e.errno() == Errno.ESRCH) {
                return false;
            }
            throw e;
        }
    }
}
