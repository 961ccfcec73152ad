package cronium.runner.supervise;

import cronium.runner.contain.TreeLayer;
import cronium.runner.output.StreamAccount;
import java.util.List;
import java.util.Optional;

/**
 * An execution that is over: nothing of it runs, or {@link #survivors} says what does.
 *
 * @param scriptEnd how the script's own process ended, whatever the outcome; empty if it could not be killed
 * @param output what the script wrote to each stream; empty when the reader of the runner's output stood still and the
 *     account was not closed
 * @param undelivered why output did not all reach the runner's own output, if so
 * @param layer what held its processes together
 * @param survivors processes that outlived SIGKILL, such as {@code 4711 (dd)}
 */
public record Ended(
        Outcome outcome,
        Optional<ScriptEnd> scriptEnd,
        Usage usage,
        Optional<OutputAccount> output,
        Optional<String> undelivered,
        TreeLayer layer,
        List<String> survivors) {
    public Ended {
        survivors = List.copyOf(survivors);
    }

    /** Both streams. */
    public record OutputAccount(StreamAccount standardOutput, StreamAccount standardError) {}
}
