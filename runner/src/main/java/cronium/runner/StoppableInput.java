package cronium.runner;

import cronium.runner.supervise.StopRequests;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends with an exception as soon as the runner is asked to stop, so that long reading can be cancelled. */
final class StoppableInput extends FilterInputStream {
    private final StopRequests stopRequests;

    StoppableInput(InputStream in, StopRequests stopRequests) {
        super(in);
        this.stopRequests = stopRequests;
    }

    /** The runner was asked to stop. */
    static final class StoppedException extends IOException {
        private final int signal;

        StoppedException(int signal) {
            super("stopped by signal " + signal);
            this.signal = signal;
        }

        int signal() {
            return signal;
        }
    }

    static void check(StopRequests stopRequests) throws StoppedException {
        if (stopRequests.first().isPresent()) {
            throw new StoppedException(stopRequests.first().getAsInt());
        }
    }

    @Override
    public int read() throws IOException {
        check(stopRequests);
        return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        check(stopRequests);
        return super.read(bytes, offset, length);
    }
}
