package cronium.runner.output;

import cronium.runner.linux.LinuxException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * What the record formats share: streams become lines, each line a record in a buffer, and the buffer goes out after every
 * read, so that output is live and a flood costs few writes.
 */
abstract class LinePresentation implements Presentation {
    /** Records are collected up to this many bytes; one record is at most about six times a piece. */
    private static final int FLUSH_AT = 128 * 1024;

    private final Outlet outlet;
    private final Clock clock;
    private final ByteBuilder pending = new ByteBuilder(FLUSH_AT + 6 * LineSplitter.PIECE);
    private final LineSplitter standardOutput = new LineSplitter(StreamName.STDOUT, this::line);
    private final LineSplitter standardError = new LineSplitter(StreamName.STDERR, this::line);
    private Timestamp timestamp = Timestamp.of(Instant.EPOCH);
    private long sequence;

    LinePresentation(Outlet outlet, Clock clock) {
        this.outlet = outlet;
        this.clock = clock;
    }

    /** Appends the record of a line. */
    abstract void encode(Line line, Timestamp time, long sequence, ByteBuilder to);

    /** Appends the record of a notice. */
    abstract void encode(Notice notice, Timestamp time, long sequence, ByteBuilder to);

    @Override
    public final void output(StreamName stream, byte[] bytes, int length) {
        timestamp = Timestamp.of(clock.instant());
        splitter(stream).accept(bytes, length);
        flush();
    }

    @Override
    public void idle() {}

    @Override
    public final void outputEnded() {
        timestamp = Timestamp.of(clock.instant());
        standardOutput.end();
        standardError.end();
        flush();
    }

    @Override
    public final void notice(Notice notice) {
        timestamp = Timestamp.of(clock.instant());
        encode(notice, timestamp, sequence++, pending);
        flush();
    }

    @Override
    public final Optional<LinuxException> failure() {
        return outlet.failure();
    }

    private LineSplitter splitter(StreamName stream) {
        return switch (stream) {
            case STDOUT -> standardOutput;
            case STDERR -> standardError;
        };
    }

    private void line(Line line) {
        encode(line, timestamp, sequence++, pending);
        if (pending.length() >= FLUSH_AT) {
            flush();
        }
    }

    private void flush() {
        outlet.write(pending.bytes(), pending.length());
        pending.clear();
    }
}
