package cronium.server.execute;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Reads the frames of a journal while it grows: one byte for the stream, four for the length, eight for the nanoseconds since the
 * script's start, and the bytes. Frames of one stream that follow each other come in one piece. Not thread-safe.
 */
final class JournalReader implements AutoCloseable {
    static final int HEADER = 1 + 4 + 8;
    static final int MOST_FRAME = 1 << 16;
    /** The most bytes of one piece. */
    static final int MOST_PIECE = 4 * MOST_FRAME;

    /**
     * Output of one stream.
     *
     * @param end where the frame after it begins
     */
    record Piece(int stream, long nanos, ByteBuffer bytes, long end) {}

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(MOST_PIECE + MOST_FRAME + HEADER).limit(0);
    /** Where the first byte of the buffer that was not used yet stands in the file. */
    private long position;

    private JournalReader(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static JournalReader open(Path file) throws IOException {
        return new JournalReader(file, FileChannel.open(file, StandardOpenOption.READ));
    }

    long position() {
        return position;
    }

    /**
     * The next piece; empty if there is none yet.
     *
     * @param until pieces end here, if a frame does
     */
    Optional<Piece> next(long until) throws IOException {
        if (!fill()) {
            return Optional.empty();
        }
        int stream = buffer.get(buffer.position());
        long nanos = buffer.getLong(buffer.position() + 5);
        ByteBuffer bytes = ByteBuffer.allocate(MOST_PIECE);
        do {
            int length = buffer.getInt(buffer.position() + 1);
            bytes.put(buffer.slice(buffer.position() + HEADER, length));
            buffer.position(buffer.position() + HEADER + length);
            position += HEADER + length;
        } while (position != until
                && hasFrame()
                && buffer.get(buffer.position()) == stream
                && bytes.remaining() >= MOST_FRAME);
        return Optional.of(new Piece(stream, nanos, bytes.flip(), position));
    }

    /** Whether there is a whole frame; reads until there is or the file ends. */
    private boolean fill() throws IOException {
        while (!hasFrame()) {
            buffer.compact();
            int count = channel.read(buffer, position + buffer.position());
            buffer.flip();
            if (count <= 0) {
                return false;
            }
        }
        return true;
    }

    private boolean hasFrame() throws IOException {
        if (buffer.remaining() < HEADER) {
            return false;
        }
        int stream = buffer.get(buffer.position());
        int length = buffer.getInt(buffer.position() + 1);
        if ((stream != 1 && stream != 2) || length < 1 || length > MOST_FRAME) {
            throw new DamagedJournalException(file + ": frame at " + position + ": expected stream 1 or 2 and 1 to "
                    + MOST_FRAME + " bytes, found stream " + stream + " and " + length);
        }
        return buffer.remaining() >= HEADER + length;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
