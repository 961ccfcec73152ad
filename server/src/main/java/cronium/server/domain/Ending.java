package cronium.server.domain;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The end of an execution.
 *
 * @param exitCode what the runner ended with: the script's own, or the one that its documents give for the outcome; 0 to 255
 * @param sentence for people
 * @param result the runner's result, a JSON document, if there is one
 */
public record Ending(Outcome outcome, OptionalInt exitCode, String sentence, Optional<String> result) {
    public boolean isSuccess() {
        return outcome == Outcome.EXITED && exitCode.orElse(-1) == 0;
    }

    /** Whether it may be tried again: it failed, and nobody wanted it to end. */
    public boolean isRetried() {
        return !isSuccess() && outcome != Outcome.CANCELLED;
    }
}
