package cronium.server.store;

import java.time.Instant;

/**
 * What a request with an idempotency key was answered.
 *
 * @param requestDigest of the request, so that another one with the same key is noticed
 * @param status of HTTP
 */
public record Answer(String requestDigest, int status, String body, Instant expiresAt) {}
