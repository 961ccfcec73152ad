package cronium.server.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * What lets a caller in; the secret itself is not kept.
 *
 * @param hash SHA-256 of the secret, 64 hexadecimal digits
 */
public record Token(
        TokenName name,
        Scope scope,
        String hash,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt) {
    public boolean isValid(Instant now) {
        return revokedAt.isEmpty() && expiresAt.map(now::isBefore).orElse(true);
    }
}
