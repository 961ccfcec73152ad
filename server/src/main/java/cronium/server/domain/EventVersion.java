package cronium.server.domain;

import java.time.Instant;

/**
 * One version of an event; never changes.
 *
 * @param number from 1
 * @param digest of the specification, 64 hexadecimal digits
 * @param savedBy the name of the token that saved it
 */
public record EventVersion(
        String eventId, long number, EventSpec spec, String digest, Instant savedAt, String savedBy) {}
