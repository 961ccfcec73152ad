package cronium.server.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a version on one target.
 *
 * @param id a UUID of version 7 in lower case, so that ids sort by time; the execution id on the host too
 * @param host where it runs, as {@link Target} has it
 * @param attempt from 1
 * @param retryDelay from the end of an attempt to the start of the next
 * @param firstId the first attempt's id; this one's own if it is the first
 * @param rolloutId the rollout that it is of, if any
 * @param environment added to, and stronger than, that of the version
 * @param triggeredBy the token's name, or the schedule's
 * @param notBefore not claimed earlier
 * @param claimedBy the node of the control plane that runs it
 * @param times when it got where it is
 * @param cancelledBy the token that asked for its end
 * @param outputBytes of both streams that were stored so far
 */
public record Execution(
        String id,
        String eventId,
        EventName eventName,
        long eventVersion,
        String payloadSha256,
        Target host,
        State state,
        int attempt,
        int attempts,
        Duration retryDelay,
        String firstId,
        Optional<String> rolloutId,
        Map<String, String> environment,
        Trigger trigger,
        String triggeredBy,
        Instant notBefore,
        Optional<String> claimedBy,
        Times times,
        Optional<String> cancelledBy,
        long outputBytes,
        Optional<Ending> ending) {
    public Execution {
        environment = Map.copyOf(environment);
    }

    /** When an execution took which step. */
    public record Times(
            Instant queuedAt, Optional<Instant> claimedAt, Optional<Instant> startedAt, Optional<Instant> endedAt) {}
}
