package cronium.runner.output;

import cronium.runner.linux.LinuxException;
import java.util.Optional;

/**
 * One way of showing an execution: the script's output and the runner's notices about it. All calls come from one thread
 * at a time. No call throws: a reader that went away is told by {@link #failure} at the end.
 */
public interface Presentation {

    /** The script's first instruction is about to be executed: no output came before. */
    default void scriptStarts() {}

    /**
     * Bytes of one stream, as read.
     *
     * @param bytes lent for the call only
     */
    void output(StreamName stream, byte[] bytes, int length);

    /** Nothing came for a while: a person should see the beginning of an unfinished line. */
    void idle();

    /** Both streams have ended: unfinished lines go out. */
    void outputEnded();

    void notice(Notice notice);

    /** What the output that is passed to {@link #output} must not show: masked before that, since it is counted then. */
    default Mask mask() {
        return Mask.NONE;
    }

    /** Whether an execution whose output cannot be written any more is to be stopped. */
    default boolean isIndispensable() {
        return false;
    }

    /** Why some of it could not be written, if so. */
    Optional<LinuxException> failure();
}
