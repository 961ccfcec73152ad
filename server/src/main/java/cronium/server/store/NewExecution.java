package cronium.server.store;

import cronium.server.domain.EventName;
import cronium.server.domain.Target;
import cronium.server.domain.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An execution that is to be queued. Its fields are those of {@link cronium.server.domain.Execution}.
 *
 * @param id a UUID of version 7 in lower case, made now: lists are in its order, and {@link ExecutionFilter} takes its time for the
 *     one when it was queued
 * @param retryDelay from the end of this attempt to the start of the next
 * @param firstId its own for the first attempt
 */
public record NewExecution(
        String id,
        String eventId,
        EventName eventName,
        long eventVersion,
        String payloadSha256,
        Target host,
        int attempt,
        int attempts,
        Duration retryDelay,
        String firstId,
        Map<String, String> environment,
        Trigger trigger,
        String triggeredBy,
        Instant queuedAt,
        Instant notBefore) {
    private static final Pattern UUID_7 =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    /** @throws IllegalArgumentException if the id is no UUID of version 7 */
    public NewExecution {
        if (!UUID_7.matcher(id).matches()) {
            throw new IllegalArgumentException("expected a UUID of version 7 in lower case, found " + id);
        }
        environment = Map.copyOf(environment);
    }
}
