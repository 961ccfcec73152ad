package cronium.runner.linux;

/**
 * A child that has ended, as wait4(2) tells it.
 *
 * @param status the raw wait status
 * @param userMicros CPU time in user mode, of it and of the descendants that it waited for
 * @param systemMicros the same in the kernel
 * @param maxRssBytes the largest resident set of it or of one of those descendants. For a process started with
 *     posix_spawn it starts at the <em>starter's</em> own peak, because the two share memory until execve(2)
 */
public record Reaped(int pid, int status, long userMicros, long systemMicros, long maxRssBytes) {

    public boolean signalled() {
        return (status & 0x7f) != 0;
    }

    /** Exit code 0 to 255; meaningful unless {@link #signalled}. */
    public int exitCode() {
        return (status >> 8) & 0xff;
    }

    /** The signal that ended it; meaningful if {@link #signalled}. */
    public int signal() {
        return status & 0x7f;
    }
}
