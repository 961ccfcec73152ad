package cronium.runner.journal;

/** How it stands with an execution that has a journal. */
public enum JournalState {
    /** Its runner lives, and there is no result yet. */
    RUNNING,
    /** The result is there. */
    ENDED,
    /** Its runner died without a result. */
    LOST,
    /** It is over, and output and result were removed. */
    ACKNOWLEDGED
}
