package cronium.server.api;

import cronium.server.domain.InvalidException;
import cronium.server.store.Answer;
import cronium.server.store.Idempotency;
import cronium.server.store.OnceKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the {@code Idempotency-Key} of a request that queues an execution. Key and execution are written together, so a request that
 * is repeated gets the same execution also when the server was killed before it answered. Thread-safe.
 */
final class Once {
    static final String HEADER = "Idempotency-Key";
    static final Duration KEPT = Duration.ofHours(24);
    private static final int MAX_KEY = 200;
    private static final int EXPIRED_AT_ONCE = 100;

    private final Idempotency keys;
    private final InstantSource clock;

    Once(Idempotency keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * The key, if the request has one.
     *
     * @param request all that makes the request what it is
     */
    Optional<OnceKey> key(Call call, ObjectNode request) throws InvalidException {
        Optional<String> key = call.header(HEADER);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        if (key.get().isBlank()
                || key.get().length() > MAX_KEY
                || !key.get().chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new InvalidException(HEADER, "expected 1 to " + MAX_KEY + " visible ASCII characters");
        }
        Instant now = clock.instant();
        keys.removeExpired(now, EXPIRED_AT_ONCE);
        return Optional.of(new OnceKey(call.actor(), key.get(), digest(request), now.plus(KEPT)));
    }

    /**
     * The id of the execution that a request with this key queued before.
     *
     * @throws ProblemException 422 if the key was used for another request
     */
    Optional<String> before(OnceKey key) throws ProblemException {
        Optional<Answer> stored = keys.find(key.tokenName(), key.key(), clock.instant());
        if (stored.isPresent() && !stored.get().requestDigest().equals(key.requestDigest())) {
            throw mismatch();
        }
        return stored.map(Answer::body);
    }

    static ProblemException mismatch() {
        return ProblemKind.IDEMPOTENCY_MISMATCH.with(
                "expected the request that this key was used for before, found another; use a new key for it");
    }

    private static String digest(ObjectNode request) {
        try {
            byte[] bytes = request.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
