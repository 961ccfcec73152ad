package cronium.runner.journal;

import cronium.runner.linux.AppendedFile;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.NativeBuffer;
import cronium.runner.output.StreamName;
import java.nio.ByteBuffer;

/**
 * Appends {@linkplain Frame frames}. Nothing is held back: each is handed to the kernel before the call returns, so that a kill of the runner
 * loses none and a follower sees it at once. Not thread-safe.
 */
final class FrameWriter {
    /** There may be hundreds of writers, most of which have little to write. */
    private static final int FIRST_BYTES = 4 << 10;

    private final AppendedFile file;
    private ByteBuffer frame = ByteBuffer.allocate(FIRST_BYTES);
    private NativeBuffer buffer = new NativeBuffer(FIRST_BYTES);

    FrameWriter(AppendedFile file) {
        this.file = file;
    }

    /** Appends bytes of one stream, in as many frames as they need. */
    void append(StreamName stream, long nanos, byte[] bytes, int length) throws LinuxException {
        for (int at = 0; at < length; at += Frame.MOST_BYTES) {
            int count = Math.min(Frame.MOST_BYTES, length - at);
            makeRoom(Frame.HEADER_BYTES + count);
            frame.clear().put(Frame.code(stream)).putInt(count).putLong(nanos).put(bytes, at, count);
            buffer.copyFrom(frame.array(), 0, frame.position());
            file.append(buffer, frame.position());
        }
    }

    private void makeRoom(int needed) {
        if (frame.capacity() < needed) {
            frame = ByteBuffer.allocate(Frame.HEADER_BYTES + Frame.MOST_BYTES);
            buffer = new NativeBuffer(Frame.HEADER_BYTES + Frame.MOST_BYTES);
        }
    }
}
