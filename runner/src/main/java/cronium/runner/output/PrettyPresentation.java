package cronium.runner.output;

import cronium.runner.linux.LinuxException;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * For a person: each line with the seconds since the start before it, {@code |} for standard output and {@code !} for
 * standard error, each on the runner's own stream of that name. The runner's notices go to standard error.
 */
final class PrettyPresentation implements Presentation {
    private static final int FLUSH_AT = 128 * 1024;
    private static final String DIM = "\u001b[2m";
    private static final String RED = "\u001b[31m";
    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";

    private final Side standardOutput;
    private final Side standardError;
    private final LongSupplier nanoTime;
    private final boolean colours;
    private final long start;

    PrettyPresentation(Outlet standardOutput, Outlet standardError, LongSupplier nanoTime, boolean colours) {
        this.standardOutput = new Side(StreamName.STDOUT, standardOutput);
        this.standardError = new Side(StreamName.STDERR, standardError);
        this.nanoTime = nanoTime;
        this.colours = colours;
        this.start = nanoTime.getAsLong();
    }

    @Override
    public void output(StreamName stream, byte[] bytes, int length) {
        Side side = side(stream);
        side.splitter.accept(bytes, length);
        side.flush();
    }

    @Override
    public void idle() {
        for (Side side : new Side[] {standardOutput, standardError}) {
            side.splitter.flushUnfinished();
            side.flush();
        }
    }

    @Override
    public void outputEnded() {
        for (Side side : new Side[] {standardOutput, standardError}) {
            side.splitter.end();
            side.flush();
        }
    }

    @Override
    public void notice(Notice notice) {
        ByteBuilder to = standardError.pending;
        switch (notice.level()) {
            case DEBUG -> {
                return;
            }
            case INFO -> colour(DIM, to);
            case WARN -> colour(YELLOW, to);
            case ERROR -> colour(RED, to);
        }
        to.put("cronium: ");
        VisibleText.append(notice.sentence(), to);
        colour(PLAIN, to);
        to.put('\n');
        standardError.flush();
    }

    @Override
    public Optional<LinuxException> failure() {
        return standardOutput.outlet.failure().or(standardError.outlet::failure);
    }

    private Side side(StreamName stream) {
        return switch (stream) {
            case STDOUT -> standardOutput;
            case STDERR -> standardError;
        };
    }

    private void colour(String sequence, ByteBuilder to) {
        if (colours) {
            to.put(sequence);
        }
    }

    /** {@code    1.234 | }, the seconds right-aligned for the first ten thousand. */
    private void margin(StreamName stream, ByteBuilder to) {
        long millis = (nanoTime.getAsLong() - start) / 1_000_000;
        colour(DIM, to);
        for (long limit = 10_000; limit <= 1_000_000 && millis < limit; limit *= 10) {
            to.put(' ');
        }
        to.put(millis / 1_000).put('.');
        to.put(Long.toString(1_000 + millis % 1_000).substring(1)).put(' ');
        colour(PLAIN, to);
        switch (stream) {
            case STDOUT -> to.put("| ");
            case STDERR -> {
                colour(RED, to);
                to.put("! ");
                colour(PLAIN, to);
            }
        }
    }

    /** One stream with its buffer. */
    private final class Side implements Line.Consumer {
        private final Outlet outlet;
        private final LineSplitter splitter;
        private final ByteBuilder pending = new ByteBuilder(FLUSH_AT + 4 * LineSplitter.PIECE);

        Side(StreamName stream, Outlet outlet) {
            this.outlet = outlet;
            this.splitter = new LineSplitter(stream, this);
        }

        @Override
        public void accept(Line line) {
            if (line.piece() == 0) {
                margin(line.stream(), pending);
            }
            // A terminal would show the carriage return of CRLF as nothing, so nothing is what is shown.
            int end = line.end();
            boolean crlf = line.newline() && line.length() > 0 && line.bytes()[end - 1] == '\r';
            VisibleText.append(line.bytes(), line.offset(), crlf ? end - 1 : end, colours, pending);
            if (!line.more()) {
                colour(PLAIN, pending);
                pending.put('\n');
            }
            if (pending.length() >= FLUSH_AT) {
                flush();
            }
        }

        void flush() {
            outlet.write(pending.bytes(), pending.length());
            pending.clear();
        }
    }
}
