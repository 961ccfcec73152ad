package cronium.dispatch.connection;

import java.io.IOException;

/** Makes what is to be submitted, when it is known that it has to be. May be asked again. */
@FunctionalInterface
public interface SubmissionSource {
    /**
     * The submission.
     *
     * @throws IOException when something cannot be read that may be readable later
     * @throws ImpossibleException when there can be none
     */
    Submission make() throws IOException, ImpossibleException;

    /** There is nothing to submit, for a reason that does not pass; the cause has it. */
    final class ImpossibleException extends Exception {
        public ImpossibleException(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }
}
