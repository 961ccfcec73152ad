package cronium.server.domain;

import java.util.Map;

/**
 * The targets of a rollout, counted. Those that will not be started count as ended with {@link Outcome#NOT_STARTED}.
 *
 * @param states how many are how far; without zeros
 * @param outcomes how many of those that ended did so how; without zeros
 * @param succeeded how many exited with 0
 * @param withheld how many will not be started, since the rollout was stopped or cancelled before
 */
public record RolloutCounts(
        Map<TargetState, Integer> states, Map<Outcome, Integer> outcomes, int succeeded, int withheld) {
    public RolloutCounts {
        states = Map.copyOf(states);
        outcomes = Map.copyOf(outcomes);
    }

    /** How many ended otherwise than with 0, not counting those that were withheld. */
    public int failed() {
        return states.getOrDefault(TargetState.ENDED, 0) - succeeded - withheld;
    }
}
