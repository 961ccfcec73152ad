package cronium.dispatch.ssh;

import com.jcraft.jsch.ChannelExec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;

/**
 * A command on a host. Output must be read or the host stops sending it; one reader and one writer at a time. Closing it closes the
 * command's streams, which most programs take as their end.
 */
public final class RemoteCommand implements AutoCloseable {
    private static final int MOST_ERROR_BYTES = 64 << 10;
    private static final long PAUSE_NANOS = 500_000;

    private final ChannelExec channel;
    private final InputStream output;
    private final OutputStream input;
    private final Tail errors = new Tail(MOST_ERROR_BYTES);

    RemoteCommand(ChannelExec channel) throws IOException {
        this.channel = channel;
        this.output = channel.getInputStream();
        this.input = channel.getOutputStream();
        channel.setErrStream(errors);
    }

    /** Its standard input; closing it is the end of it. */
    public OutputStream input() {
        return input;
    }

    /** Its standard output. */
    public InputStream output() {
        return output;
    }

    /** The last 64 KiB of its standard error, as UTF-8 for people. */
    public String errors() {
        return errors.text();
    }

    /**
     * Its exit code, which the host sends after the end of its output; empty if it was killed by a signal, the connection was lost, or
     * it has none within the limit.
     */
    public OptionalInt exit(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        // The library tells nobody when a channel closes.
        while (!channel.isClosed() && !Thread.currentThread().isInterrupted() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        int status = channel.getExitStatus();
        return channel.isClosed() && status >= 0 ? OptionalInt.of(status) : OptionalInt.empty();
    }

    @Override
    public void close() {
        channel.disconnect();
    }
}
