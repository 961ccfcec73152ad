package cronium.server.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One target of a rollout, as its last attempt is.
 *
 * @param position in the rollout's order, from 0
 * @param executionId of the last attempt, if there is one
 * @param ending with the outcome {@link Outcome#NOT_STARTED} and no execution if there never will be one; without the runner's result
 */
public record RolloutTarget(
        int position,
        Target host,
        TargetState state,
        Optional<String> executionId,
        OptionalInt attempt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<Ending> ending) {}
