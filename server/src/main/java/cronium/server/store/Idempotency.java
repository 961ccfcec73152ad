package cronium.server.store;

import java.time.Instant;
import java.util.Optional;

/** Answers that are given again when the same request comes again. A key is its token's own. Thread-safe. */
public final class Idempotency {
    private final Transactions transactions;

    Idempotency(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The answer to the request with that key, unless it has expired. */
    public Optional<Answer> find(String tokenName, String key, Instant now) {
        return transactions.read(session -> find(session, tokenName, key, now));
    }

    static Optional<Answer> find(Session session, String tokenName, String key, Instant now) {
        return session.first(
                session.query("SELECT * FROM idempotency_keys WHERE token_name = :token AND key = :key"
                                + " AND expires_at > :now")
                        .bind("token", tokenName)
                        .bind("key", key)
                        .bind("now", now),
                row -> new Answer(
                        row.text("request_digest"),
                        row.integer("status"),
                        row.text("body"),
                        row.instant("expires_at")));
    }

    /**
     * Keeps an answer.
     *
     * @param key 1 to 255 characters
     * @return false if there is one with that key that has not expired; it stays
     */
    public boolean remember(String tokenName, String key, Answer answer, Instant now) {
        return transactions.write(session -> insert(session, tokenName, key, answer, now));
    }

    static boolean insert(Session session, String tokenName, String key, Answer answer, Instant now) {
        return session.update("INSERT INTO idempotency_keys"
                                + " (token_name, key, request_digest, status, body, expires_at)"
                                + " VALUES (:token, :key, :digest, :status, :body, :expiresAt)"
                                + " ON CONFLICT (token_name, key) DO UPDATE SET request_digest = excluded.request_digest,"
                                + " status = excluded.status, body = excluded.body, expires_at = excluded.expires_at"
                                + " WHERE idempotency_keys.expires_at <= :now")
                        .bind("token", tokenName)
                        .bind("key", key)
                        .bind("digest", answer.requestDigest())
                        .bind("status", answer.status())
                        .bind("body", answer.body())
                        .bind("expiresAt", answer.expiresAt())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** Removes some of the answers that have expired, at most so many, and returns how many; fewer are all that there were. */
    public int removeExpired(Instant now, int atMost) {
        return transactions.write(session -> session.update("DELETE FROM idempotency_keys WHERE (token_name, key) IN"
                        + " (SELECT token_name, key FROM idempotency_keys WHERE expires_at <= :now"
                        + " ORDER BY expires_at LIMIT :atMost)")
                .bind("now", now)
                .bind("atMost", atMost)
                .execute());
    }
}
