package cronium.server.domain;

import java.time.Instant;

/**
 * An event as it is now.
 *
 * @param id for ever the same, also when the name is used again after it was deleted; a UUID in lower case
 * @param version of the specification, from 1
 * @param digest of the specification, 64 hexadecimal digits
 */
public record Event(String id, long version, EventSpec spec, String digest, Instant createdAt, Instant updatedAt) {}
