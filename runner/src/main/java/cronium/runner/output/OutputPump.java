package cronium.runner.output;

import cronium.runner.linux.Descriptor;
import cronium.runner.linux.Errno;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.NativeBuffer;
import cronium.runner.linux.Poll;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Reads the script's two pipes on one thread, masks secrets, tallies the bytes and shows them, up to a limit. What is read is
 * passed on before more is read, so a slow reader slows the script down, and memory stays the same.
 *
 * <p>{@link #run} is called once, on a thread of its own; {@link #cut} and {@link #post} from any.
 */
public final class OutputPump implements AutoCloseable {
    private static final int PIPE_SIZE = 1 << 20;
    /** For one pump alone, as fast as can be. */
    public static final int READ_SIZE = 256 * 1024;
    /** Where there are hundreds at once. */
    public static final int SMALL_READ_SIZE = 32 * 1024;

    private static final int FIRST_READ_SIZE = 4 * 1024;

    private static final int IDLE_MILLIS = 150;

    private final Descriptor.Pipe standardOutput;
    private final Descriptor.Pipe standardError;
    private final Descriptor.Pipe wake;
    private final Presentation presentation;
    private final Queue<Notice> notices = new ConcurrentLinkedQueue<>();
    private final StreamTally standardOutputTally = new StreamTally();
    private final StreamTally standardErrorTally = new StreamTally();
    /** Empty when there is nothing to mask. */
    private final Optional<MaskedStream> maskedOutput;

    private final Optional<MaskedStream> maskedError;

    private final int mostRead;
    /** They grow when there is more to read than they hold: most scripts have little to say. */
    private byte[] bytes;

    private NativeBuffer buffer;
    /** Only ever read, so every thread may send it. */
    private final NativeBuffer wakeUpByte = new NativeBuffer(8);

    private final long limit;
    private final Troubles troubles;
    private final int pipeSize;
    private volatile boolean cut;
    private boolean lost;

    /** Why the script may have to be stopped for its output. Told on the pumping thread; must not block. */
    public interface Troubles {
        /** A stream went over its limit of so many bytes; told once of each stream. */
        void exceeded(long limit);

        /** A presentation that is {@linkplain Presentation#isIndispensable indispensable} cannot take more; told once. */
        void lost(LinuxException why);
    }

    /**
     * Makes the pipes.
     *
     * @param limit bytes of each stream that are passed on; what comes after is counted and dropped
     * @param readSize the most bytes that are read at once
     */
    public OutputPump(Presentation presentation, OptionalLong limit, Troubles troubles, int readSize)
            throws LinuxException {
        this.presentation = presentation;
        this.mostRead = readSize;
        this.bytes = new byte[Math.min(readSize, FIRST_READ_SIZE)];
        this.buffer = new NativeBuffer(bytes.length);
        this.limit = limit.orElse(Long.MAX_VALUE);
        this.troubles = troubles;
        this.maskedOutput = masked(presentation.mask());
        this.maskedError = masked(presentation.mask());
        this.standardOutput = Descriptor.pipe();
        this.standardError = Descriptor.pipe();
        this.wake = Descriptor.pipe();
        this.wake.writeEnd().makeNonBlocking();
        this.wake.readEnd().makeNonBlocking();
        this.pipeSize = Math.max(
                standardOutput.writeEnd().growPipe(PIPE_SIZE),
                standardError.writeEnd().growPipe(PIPE_SIZE));
    }

    /** The ends that the script writes to; the starter closes its own with {@link #scriptHasItsEnds}. */
    public Descriptor scriptOutput() {
        return standardOutput.writeEnd();
    }

    public Descriptor scriptError() {
        return standardError.writeEnd();
    }

    /** From now on only the script and its descendants hold the pipes open. */
    public void scriptHasItsEnds() {
        standardOutput.writeEnd().close();
        standardError.writeEnd().close();
    }

    /** Pumps until both streams have ended or were cut. */
    public void run() throws LinuxException {
        StreamName[] names = StreamName.values();
        Descriptor[] ends = {standardOutput.readEnd(), standardError.readEnd()};
        Poll poll = new Poll(ends[0], ends[1], wake.readEnd());
        int open = ends.length;
        boolean idle = false;
        while (open > 0 && !cut) {
            boolean ready = poll.await(idle ? -1 : IDLE_MILLIS);
            if (!ready) {
                presentation.idle();
            }
            idle = !ready;
            if (poll.ready(ends.length)) {
                emptyWake();
                showNotices();
            }
            for (int i = 0; i < ends.length; i++) {
                if (poll.ready(i) && readOnce(names[i], ends[i]) == 0) {
                    poll.drop(i);
                    endMasking(names[i]);
                    open--;
                }
            }
        }
        if (cut) {
            for (int i = 0; i < ends.length; i++) {
                drain(names[i], ends[i]);
                endMasking(names[i]);
            }
        }
        presentation.outputEnded();
        showNotices();
    }

    /** Has {@link #run} take what the pipes hold now, and return. */
    public void cut() {
        cut = true;
        wakeUp();
    }

    /** Has the notice shown by the pumping thread, in its turn: the caller never waits for the reader of the output. */
    public void post(Notice notice) {
        notices.add(notice);
        wakeUp();
    }

    /** What a stream carried. Only when {@link #run} has returned. */
    public StreamAccount account(StreamName stream) {
        return tally(stream).close();
    }

    /** Only when {@link #run} has returned, or was never called. */
    @Override
    public void close() {
        scriptHasItsEnds();
        standardOutput.readEnd().close();
        standardError.readEnd().close();
        wake.readEnd().close();
        wake.writeEnd().close();
    }

    private StreamTally tally(StreamName stream) {
        return switch (stream) {
            case STDOUT -> standardOutputTally;
            case STDERR -> standardErrorTally;
        };
    }

    private int readOnce(StreamName stream, Descriptor end) throws LinuxException {
        int length = end.read(buffer);
        if (length > 0) {
            buffer.copyTo(bytes, length);
            Optional<MaskedStream> masked = masked(stream);
            if (masked.isPresent()) {
                masked.get().add(bytes, length);
                show(stream, masked.get().bytes(), masked.get().length());
            } else {
                show(stream, bytes, length);
            }
            if (length == bytes.length && length < mostRead) {
                bytes = new byte[mostRead];
                buffer = new NativeBuffer(mostRead);
            }
        }
        return length;
    }

    private void endMasking(StreamName stream) {
        Optional<MaskedStream> masked = masked(stream);
        if (masked.isPresent()) {
            masked.get().end();
            show(stream, masked.get().bytes(), masked.get().length());
        }
    }

    private Optional<MaskedStream> masked(StreamName stream) {
        return switch (stream) {
            case STDOUT -> maskedOutput;
            case STDERR -> maskedError;
        };
    }

    private static Optional<MaskedStream> masked(Mask mask) {
        return mask.isEmpty() ? Optional.empty() : Optional.of(new MaskedStream(mask));
    }

    /** Counted is what leaves: the digest of a text that holds a short secret would help to guess it. */
    private void show(StreamName stream, byte[] shown, int length) {
        StreamTally tally = tally(stream);
        int within = (int) Math.min(length, limit - tally.bytes());
        if (within > 0) {
            tally.add(shown, within);
            presentation.output(stream, shown, within);
            tellIfLost();
        }
        if (within < length) {
            boolean first = tally.dropped() == 0;
            tally.drop(length - within);
            if (first) {
                troubles.exceeded(limit);
            }
        }
    }

    private void tellIfLost() {
        if (!lost && presentation.isIndispensable() && presentation.failure().isPresent()) {
            lost = true;
            troubles.lost(presentation.failure().get());
        }
    }

    /** Takes what a pipe can hold at most: a stranger who keeps writing to it does not keep the runner. */
    private void drain(StreamName stream, Descriptor end) throws LinuxException {
        end.makeNonBlocking();
        int left = pipeSize;
        try {
            while (left > 0) {
                int length = readOnce(stream, end);
                if (length == 0) {
                    return;
                }
                left -= length;
            }
        } catch (LinuxException e) {
            if (e.errno() != Errno.EAGAIN) {
                throw e;
            }
        }
    }

    private void showNotices() {
        Notice notice;
        while ((notice = notices.poll()) != null) {
            presentation.notice(notice);
        }
    }

    private void wakeUp() {
        try {
            // Not write(): that would wait for room, and a full pipe wakes as well as one more byte.
            wake.writeEnd().writeSome(wakeUpByte, 0, 1);
        } catch (LinuxException e) {
            // EAGAIN: the pipe is full of wake-ups already.
        }
    }

    private void emptyWake() throws LinuxException {
        try {
            while (wake.readEnd().read(buffer) == buffer.size()) {
                // Go on until it is empty.
            }
        } catch (LinuxException e) {
            if (e.errno() != Errno.EAGAIN) {
                throw e;
            }
        }
    }
}
