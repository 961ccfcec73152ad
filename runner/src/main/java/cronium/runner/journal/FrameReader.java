package cronium.runner.journal;

import cronium.runner.output.StreamName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Reads the {@linkplain Frame frames} of a journal, also while it grows. What is no whole frame yet is as if it were not there. Not thread-safe. */
public final class FrameReader implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer header = ByteBuffer.allocate(Frame.HEADER_BYTES);
    private long offset;

    private FrameReader(Path file, FileChannel channel, long offset) {
        this.file = file;
        this.channel = channel;
        this.offset = offset;
    }

    /**
     * Begins to read.
     *
     * @param offset 0, or where another reader stood, {@link #offset}
     */
    public static FrameReader open(Path file, long offset) throws IOException {
        return new FrameReader(file, FileChannel.open(file, StandardOpenOption.READ), offset);
    }

    /** Where the next frame begins, in bytes from the beginning of the file. */
    public long offset() {
        return offset;
    }

    /**
     * The next frame; empty if there is none, or only the beginning of one. Later there may be more.
     *
     * @throws IOException also when what is there is no frame
     */
    public Optional<Frame> next() throws IOException {
        if (!fill(header.clear(), offset)) {
            return Optional.empty();
        }
        byte code = header.flip().get();
        int length = header.getInt();
        long nanos = header.getLong();
        StreamName stream = Frame.stream(code).orElseThrow(() -> fault("stream 1 or 2, found " + code));
        if (length < 1 || length > Frame.MOST_BYTES) {
            throw fault("a length of 1 to " + Frame.MOST_BYTES + ", found " + length);
        }
        byte[] bytes = new byte[length];
        if (!fill(ByteBuffer.wrap(bytes), offset + Frame.HEADER_BYTES)) {
            return Optional.empty();
        }
        offset += Frame.HEADER_BYTES + length;
        return Optional.of(new Frame(stream, nanos, bytes));
    }

    private boolean fill(ByteBuffer buffer, long from) throws IOException {
        long at = from;
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer, at);
            if (count < 0) {
                return false;
            }
            at += count;
        }
        return true;
    }

    private IOException fault(String what) {
        return new IOException(file + ": frame at " + offset + ": expected " + what);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
