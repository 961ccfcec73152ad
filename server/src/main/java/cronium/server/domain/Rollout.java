package cronium.server.domain;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One version of an event on many targets, one execution for each of them.
 *
 * @param id a UUID of version 7 in lower case
 * @param retries of each target's execution
 * @param environment added to, and stronger than, that of the version
 * @param startedBy the token's name
 * @param cancelledBy the token that asked for its end
 * @param endedAt since when nothing of it runs, and nothing will
 */
public record Rollout(
        String id,
        String eventId,
        EventName eventName,
        long eventVersion,
        String payloadSha256,
        Retries retries,
        Map<String, String> environment,
        RolloutLimits limits,
        RolloutProgress progress,
        RolloutState state,
        String startedBy,
        Optional<String> cancelledBy,
        Instant createdAt,
        Optional<Instant> endedAt) {
    public static final int MAX_TARGETS = 10_000;

    public Rollout {
        environment = Map.copyOf(environment);
    }
}
