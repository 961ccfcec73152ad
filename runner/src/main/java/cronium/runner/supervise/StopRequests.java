package cronium.runner.supervise;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntConsumer;

/**
 * The signals that asked the runner to stop, in order. They may come at any stage: before the script runs they are looked
 * at between steps, while it runs they are forwarded to its supervisor. Thread-safe.
 */
public final class StopRequests {
    private final List<Integer> signals = new ArrayList<>();
    private IntConsumer listener = signal -> {};

    /** Called by whoever receives the signal. */
    public synchronized void request(int signal) {
        signals.add(signal);
        listener.accept(signal);
    }

    /** The first request, if any has come. */
    public synchronized OptionalInt first() {
        return signals.isEmpty() ? OptionalInt.empty() : OptionalInt.of(signals.getFirst());
    }

    /** Passes on all requests, also those that came before. The listener must not block. */
    synchronized void forwardTo(IntConsumer newListener) {
        signals.forEach(newListener::accept);
        listener = newListener;
    }
}
