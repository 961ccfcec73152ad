package cronium.runner.linux;

/** The session of this process, credentials(7). */
public final class Session {
    private static final NativeCall SETSID = NativeCall.named("setsid");

    private Session() {}

    /**
     * Leaves the session and the process group that this process was started in, setsid(2): what is signalled from the terminal of
     * the old one, or because that goes away, does not reach it any more. The process id stays.
     *
     * @throws LinuxException EPERM when this process leads a process group, as what a shell starts as a job does
     */
    public static void begin() throws LinuxException {
        SETSID.orThrow(0, 0, 0, 0);
    }
}
