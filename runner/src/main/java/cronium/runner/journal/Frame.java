package cronium.runner.journal;

import cronium.runner.output.StreamName;
import java.util.Optional;

/**
 * A piece of output in a journal. On disk it is one byte for the stream (1 standard output, 2 standard error), four for the number of
 * bytes, eight for the time, both big-endian, and then the bytes.
 *
 * @param nanos since the start of the script, on a monotonic clock
 * @param bytes 1 to {@link #MOST_BYTES}, masked
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Frame(StreamName stream, long nanos, byte[] bytes) {
    /** The bytes before those of the output. */
    public static final int HEADER_BYTES = 1 + 4 + 8;

    /** The most bytes of output in one frame. */
    public static final int MOST_BYTES = 65_536;

    private static final byte STANDARD_OUTPUT = 1;
    private static final byte STANDARD_ERROR = 2;

    static byte code(StreamName stream) {
        return switch (stream) {
            case STDOUT -> STANDARD_OUTPUT;
            case STDERR -> STANDARD_ERROR;
        };
    }

    static Optional<StreamName> stream(byte code) {
        return switch (code) {
            case STANDARD_OUTPUT -> Optional.of(StreamName.STDOUT);
            case STANDARD_ERROR -> Optional.of(StreamName.STDERR);
            default -> Optional.empty();
        };
    }
}
