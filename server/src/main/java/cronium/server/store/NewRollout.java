package cronium.server.store;

import cronium.server.domain.EventName;
import cronium.server.domain.Retries;
import cronium.server.domain.Rollout;
import cronium.server.domain.RolloutLimits;
import cronium.server.domain.Target;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * A rollout that is to begin. Its fields are those of {@link Rollout}.
 *
 * @param id a UUID of version 7 in lower case, made now
 * @param targets in their order, each once; 1 to {@value Rollout#MAX_TARGETS}
 */
public record NewRollout(
        String id,
        String eventId,
        EventName eventName,
        long eventVersion,
        String payloadSha256,
        Retries retries,
        Map<String, String> environment,
        RolloutLimits limits,
        List<Target> targets,
        String startedBy,
        Instant createdAt) {
    /** @throws IllegalArgumentException if there is no target, too many, or one twice or of a group */
    public NewRollout {
        environment = Map.copyOf(environment);
        targets = List.copyOf(targets);
        if (targets.isEmpty() || targets.size() > Rollout.MAX_TARGETS) {
            throw new IllegalArgumentException(
                    "expected 1 to " + Rollout.MAX_TARGETS + " targets, found " + targets.size());
        }
        if (new HashSet<>(targets).size() < targets.size() || targets.stream().anyMatch(Target::isGroup)) {
            throw new IllegalArgumentException("expected each target once and no group, found " + targets);
        }
    }
}
