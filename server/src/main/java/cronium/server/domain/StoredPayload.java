package cronium.server.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * The payload of a version.
 *
 * @param sha256 of the {@code tar.gz}, 64 hexadecimal digits; its place in the store of files
 * @param size bytes
 * @param signedBy the key that signed it: base64 of the SHA-256 of its public half
 * @param removedAt when retention took the file; the version makes the same bytes again
 */
public record StoredPayload(
        String eventId,
        long eventVersion,
        String sha256,
        long size,
        String signedBy,
        Instant createdAt,
        Optional<Instant> removedAt) {}
