package cronium.cli.remote;

import java.io.IOException;

/** Sees what comes of an execution that is followed; on the follower's thread. */
public interface Listener {
    /** What the script wrote, each byte once and in the stream's order. */
    void output(Stream stream, byte[] bytes) throws IOException;

    /** Bytes that the server does not have; what comes next is behind them. */
    void missing(Stream stream, long bytes) throws IOException;

    /** The execution as it is now. */
    void state(Item execution) throws IOException;

    /** The connection is gone, and is being made again. */
    void dropped(IOException failure) throws IOException;

    /** Where a script writes to. */
    enum Stream {
        STDOUT,
        STDERR
    }
}
