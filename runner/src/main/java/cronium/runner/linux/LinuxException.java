package cronium.runner.linux;

import java.io.IOException;

/** A system call failed. Carries which one and the error number. */
public final class LinuxException extends IOException {
    private final String call;
    private final int errno;

    public LinuxException(String call, int errno) {
        super(call + ": " + Errno.symbol(errno));
        this.call = call;
        this.errno = errno;
    }

    public String call() {
        return call;
    }

    /** One of {@link Errno}'s numbers, or another of the kernel's. */
    public int errno() {
        return errno;
    }
}
