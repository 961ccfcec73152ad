package cronium.server.store;

import cronium.server.domain.InvalidException;
import cronium.server.domain.Scope;
import cronium.server.domain.Token;
import cronium.server.domain.TokenName;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tokens by the hash of their secret. A name is used once: it stands in audit rows. Thread-safe. */
public final class Tokens {
    private static final String LIST = "tokens";

    private final Transactions transactions;

    Tokens(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Adds a token, with a row in the audit log.
     *
     * @return false if there is or was one of that name or hash
     */
    public boolean create(Token token, String actor) {
        return transactions.write(session -> {
            int added = session.update(
                            "INSERT INTO tokens (name, scope, hash, created_at, expires_at, revoked_at)"
                                    + " VALUES (:name, :scope, :hash, :createdAt, :expiresAt, :revokedAt) ON CONFLICT DO NOTHING")
                    .bind("name", token.name().text())
                    .bind("scope", token.scope().text())
                    .bind("hash", token.hash())
                    .bind("createdAt", token.createdAt())
                    .bind("expiresAt", token.expiresAt())
                    .bind("revokedAt", token.revokedAt())
                    .execute();
            if (added == 1) {
                Map<String, Object> detail = Map.of("scope", token.scope().text());
                new AuditRow(actor, "token.created", token.name().text(), detail, token.createdAt()).addTo(session);
            }
            return added == 1;
        });
    }

    /** Also one that is not valid any more. */
    public Optional<Token> find(TokenName name) {
        return transactions.read(session -> session.first(
                session.query("SELECT * FROM tokens WHERE name = :name").bind("name", name.text()), Tokens::token));
    }

    /** Also one that is not valid any more. */
    public Optional<Token> findByHash(String hash) {
        return transactions.read(session -> session.first(
                session.query("SELECT * FROM tokens WHERE hash = :hash").bind("hash", hash), Tokens::token));
    }

    /**
     * A page of all tokens by name, those that are not valid any more too.
     *
     * @param limit 1 to {@value Page#MAX_LIMIT}
     * @throws InvalidException naming {@code cursor}
     */
    public Page<Token> list(Optional<String> cursor, int limit) throws InvalidException {
        String after = Cursor.name(LIST, cursor);
        return Page.of(
                transactions.read(session -> session.list(
                        session.query("SELECT * FROM tokens WHERE name > :after ORDER BY name LIMIT :limit")
                                .bind("after", after)
                                .bind("limit", Page.checked(limit) + 1),
                        Tokens::token)),
                limit,
                token -> Cursor.of(LIST, token.name()));
    }

    /**
     * Makes a token invalid from now on, with a row in the audit log.
     *
     * @return false if there is none of that name, or it was revoked before
     */
    public boolean revoke(TokenName name, String actor, Instant at) {
        return transactions.write(session -> {
            int revoked = session.update("UPDATE tokens SET revoked_at = :at WHERE name = :name AND revoked_at IS NULL")
                    .bind("at", at)
                    .bind("name", name.text())
                    .execute();
            if (revoked == 1) {
                new AuditRow(actor, "token.revoked", name.text(), Map.of(), at).addTo(session);
            }
            return revoked == 1;
        });
    }

    private static Token token(Row row) throws SQLException {
        return new Token(
                new TokenName(row.text("name")),
                Scope.valueOf(row.text("scope").toUpperCase(Locale.ROOT)),
                row.text("hash"),
                row.instant("created_at"),
                row.optionalInstant("expires_at"),
                row.optionalInstant("revoked_at"));
    }
}
