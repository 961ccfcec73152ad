package cronium.server.store;

import java.time.Instant;

/**
 * What a caller names a request by, so that it is carried out once however often it comes.
 *
 * @param tokenName whose key it is
 * @param key 1 to 255 characters
 * @param requestDigest SHA-256 of all that makes the request what it is, 64 hexadecimal digits
 * @param expiresAt when the key is free again
 */
public record OnceKey(String tokenName, String key, String requestDigest, Instant expiresAt) {}
