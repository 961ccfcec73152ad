package cronium.dispatch.connection;

/** Takes what becomes of one execution on a host. Calls come one at a time, but for output, which has a thread of its own. */
public interface ExecutionObserver extends OutputListener {
    /** The host has claimed the id, now or before: from here on it is never submitted again. */
    void claimed();

    /** How it stands is not known, for that reason, until {@link #claimed} or the end is told. May come often. */
    void unknown(String reason);
}
