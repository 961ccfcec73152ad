package cronium.server.store;

import cronium.server.domain.EventSpec;
import cronium.server.domain.StoredPayload;
import java.time.Instant;

/**
 * A version that is to be saved, with its payload.
 *
 * @param eventId a UUID in lower case; new with the first version
 * @param expectedVersion the one that it follows; 0 if there is to be no such event
 * @param document all of the specification but the files' contents, as text that {@link SpecReader} understands
 * @param digest of the specification, 64 hexadecimal digits
 * @param savedBy the token's name
 * @param payload of this event and of the version after the expected one
 */
public record NewVersion(
        String eventId,
        long expectedVersion,
        EventSpec spec,
        String document,
        String digest,
        Instant savedAt,
        String savedBy,
        StoredPayload payload) {
    /** @throws IllegalArgumentException if the payload is of something else */
    public NewVersion {
        if (!payload.eventId().equals(eventId) || payload.eventVersion() != expectedVersion + 1) {
            throw new IllegalArgumentException("expected the payload of " + eventId + " version "
                    + (expectedVersion + 1) + ", found that of " + payload.eventId() + " version "
                    + payload.eventVersion());
        }
    }

    long number() {
        return expectedVersion + 1;
    }
}
