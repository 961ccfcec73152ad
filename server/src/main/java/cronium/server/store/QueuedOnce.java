package cronium.server.store;

import cronium.server.domain.Execution;

/** What became of an execution that was to be queued once. */
public sealed interface QueuedOnce {
    /** It was queued now. */
    record Now(Execution execution) implements QueuedOnce {}

    /** The same request queued this one before. */
    record Before(Execution execution) implements QueuedOnce {}

    /** The key was used for another request; nothing is queued. */
    record OtherRequest() implements QueuedOnce {}
}
