package cronium.server.store;

/** What became of a wish that an execution end. */
public enum CancelAnswer {
    /** It was queued, and never begins. */
    ENDED_NOW,
    /** It was claimed or runs; who runs it is told. */
    REQUESTED,
    ALREADY_OVER,
    /** There is no such execution. */
    UNKNOWN
}
