package cronium.server.domain;

import java.time.Instant;

/**
 * A version as lists have it, without what it is made of.
 *
 * @param number from 1
 * @param digest of the specification, 64 hexadecimal digits
 * @param savedBy the name of the token that saved it
 */
public record VersionSummary(String eventId, long number, String digest, Instant savedAt, String savedBy) {}
