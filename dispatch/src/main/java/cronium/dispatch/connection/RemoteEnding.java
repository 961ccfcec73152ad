package cronium.dispatch.connection;

import cronium.protocol.Bytes;

/** How following an execution ended. All output that came before was given to the listener. */
public sealed interface RemoteEnding {
    /** It is over. The result is JSON as in docs/result.schema.json. */
    record Ended(Bytes result) implements RemoteEnding {}

    /** The host said that its runner died: there is no result and there will be none, and nothing of it lives. */
    record Lost() implements RemoteEnding {}

    /** It was over and acknowledged before: output and result are gone. */
    record Acknowledged() implements RemoteEnding {}

    /** The host says that it never claimed the id, or that it knows nothing of it any more. */
    record Unclaimed() implements RemoteEnding {}

    /**
     * The connection is gone. The execution may run, be over, or never have been claimed: the host must be asked.
     *
     * @param offset where to follow from, behind the last output that the listener was given
     */
    record Unknown(long offset, String reason) implements RemoteEnding {}
}
