package cronium.server.store;

import cronium.server.domain.Bytes;
import cronium.server.domain.InvalidException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Secrets as they were encrypted; the key is not here. Thread-safe. */
public final class Secrets {
    private static final String LIST = "secrets";

    private final Transactions transactions;

    Secrets(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Adds or replaces a secret, with a row in the audit log.
     *
     * @param name 1 to 255 printable characters of ASCII
     */
    public void put(String name, Bytes ciphertext, String actor, Instant at) {
        transactions.write(session -> {
            session.update("INSERT INTO secrets (name, ciphertext, created_at, updated_at)"
                            + " VALUES (:name, :ciphertext, :at, :at) ON CONFLICT (name)"
                            + " DO UPDATE SET ciphertext = excluded.ciphertext, updated_at = excluded.updated_at")
                    .bind("name", name)
                    .bind("ciphertext", ciphertext.toArray())
                    .bind("at", at)
                    .execute();
            new AuditRow(actor, "secret.saved", name, Map.of(), at).addTo(session);
            return true;
        });
    }

    /** The ciphertext. */
    public Optional<Bytes> get(String name) {
        return transactions.read(session -> session.first(
                session.query("SELECT ciphertext FROM secrets WHERE name = :name")
                        .bind("name", name),
                row -> row.bytes("ciphertext")));
    }

    /**
     * A page of what may be told of all secrets, by name.
     *
     * @param limit 1 to {@value Page#MAX_LIMIT}
     * @throws InvalidException naming {@code cursor}
     */
    public Page<StoredSecret> list(Optional<String> cursor, int limit) throws InvalidException {
        String after = Cursor.name(LIST, cursor);
        return Page.of(
                transactions.read(session -> session.list(
                        session.query("SELECT name, created_at, updated_at FROM secrets WHERE name > :after"
                                        + " ORDER BY name LIMIT :limit")
                                .bind("after", after)
                                .bind("limit", Page.checked(limit) + 1),
                        row -> new StoredSecret(
                                row.text("name"), row.instant("created_at"), row.instant("updated_at")))),
                limit,
                secret -> Cursor.of(LIST, secret.name()));
    }

    /** Removes a secret, with a row in the audit log; false if there is none of that name. */
    public boolean delete(String name, String actor, Instant at) {
        return transactions.write(session -> {
            int deleted = session.update("DELETE FROM secrets WHERE name = :name")
                    .bind("name", name)
                    .execute();
            if (deleted == 1) {
                new AuditRow(actor, "secret.deleted", name, Map.of(), at).addTo(session);
            }
            return deleted == 1;
        });
    }
}
