package cronium.server.store;

import cronium.server.domain.Event;
import cronium.server.domain.EventSpec;
import java.time.Instant;

/**
 * The current version of an event, without what it says.
 *
 * @param id the event's
 * @param digest of the specification, 64 hexadecimal digits
 */
public record CurrentVersion(String id, long version, String digest, Instant createdAt, Instant updatedAt) {
    /** The event, for whoever has a specification of that digest. */
    public Event with(EventSpec spec) {
        return new Event(id, version, spec, digest, createdAt, updatedAt);
    }
}
