package cronium.server.store;

import cronium.server.domain.Rollout;
import cronium.server.domain.Target;
import java.util.List;

/**
 * One step of a rollout.
 *
 * @param rollout as it is after it
 * @param queued the targets that got an execution with it
 * @param changed whether anything did
 */
public record RolloutStep(Rollout rollout, List<Target> queued, boolean changed) {
    public RolloutStep {
        queued = List.copyOf(queued);
    }
}
