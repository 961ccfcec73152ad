package cronium.server.store;

import cronium.server.domain.InvalidException;
import cronium.server.domain.StoredPayload;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/** Payloads of versions: what is known of them, and whether their files are there. Thread-safe. */
public final class Payloads {
    private static final String LIST = "payloads";
    private static final String REMOVABLE = " FROM payloads p JOIN events e ON e.id = p.event_id"
            + " WHERE p.removed_at IS NULL AND (e.deleted_at IS NOT NULL OR e.version <> p.event_version)"
            + " AND NOT EXISTS (SELECT 1 FROM executions x WHERE x.payload_sha256 = p.sha256 AND x.state <> 'ended')"
            + " AND NOT EXISTS (SELECT 1 FROM rollouts r WHERE r.payload_sha256 = p.sha256 AND r.ended_at IS NULL)";

    private final Transactions transactions;

    Payloads(Transactions transactions) {
        this.transactions = transactions;
    }

    public Optional<StoredPayload> find(String eventId, long version) {
        return transactions.read(session -> session.first(
                session.query("SELECT * FROM payloads WHERE event_id = :event AND event_version = :version")
                        .bind("event", eventId)
                        .bind("version", version),
                EventRows::payload));
    }

    /** Whether the file with that digest belongs into the store of files. */
    public boolean isReferenced(String sha256) {
        return transactions.read(session -> session.exists(
                session.query("SELECT 1 FROM payloads WHERE sha256 = :sha256 AND removed_at IS NULL LIMIT 1")
                        .bind("sha256", sha256)));
    }

    /**
     * A page of all payloads, those whose files were removed too, newest first.
     *
     * @param limit 1 to {@value Page#MAX_LIMIT}
     * @throws InvalidException naming {@code cursor}
     */
    public Page<StoredPayload> list(Optional<String> cursor, int limit) throws InvalidException {
        Optional<List<String>> last = Optional.empty();
        Instant createdAt = Instant.EPOCH;
        if (cursor.isPresent()) {
            last = Optional.of(Cursor.parts(LIST, 3, cursor.get()));
            createdAt = Cursor.instant(last.get().getFirst());
            Cursor.plain(last.get().get(1));
        }
        return page(last, createdAt, last.isPresent() ? Cursor.number(last.get().get(2)) : 0, Page.checked(limit));
    }

    private Page<StoredPayload> page(Optional<List<String>> last, Instant createdAt, long version, int limit) {
        String from = last.isPresent() ? " WHERE (created_at, event_id, event_version) < (:at, :event, :version)" : "";
        return Page.of(
                transactions.read(session -> session.list(
                        session.query("SELECT * FROM payloads" + from
                                        + " ORDER BY created_at DESC, event_id DESC, event_version DESC LIMIT :limit")
                                .bind("at", createdAt)
                                .bind("event", last.map(parts -> parts.get(1)).orElse(""))
                                .bind("version", version)
                                .bind("limit", limit + 1),
                        EventRows::payload)),
                limit,
                payload -> Cursor.of(LIST, payload.createdAt(), payload.eventId(), payload.eventVersion()));
    }

    /**
     * The oldest of the payloads whose files the rule lets go.
     *
     * @param limit 1 to {@value Page#MAX_LIMIT}
     */
    public List<StoredPayload> removable(RetentionRule rule, int limit) {
        return transactions.read(session -> session.list(
                bind(
                                session.query("SELECT p.*" + REMOVABLE + condition(rule)
                                        + " ORDER BY p.created_at LIMIT :limit"),
                                rule)
                        .bind("limit", Page.checked(limit)),
                EventRows::payload));
    }

    /** Removes a file. */
    @FunctionalInterface
    public interface Removal {
        void remove(String sha256) throws IOException;
    }

    /**
     * Removes the file, if the rule lets it go now, and writes that down with a row in the audit log. The file goes before that is committed, while nobody
     * can begin to need it; if it is not committed then, the file is one that is missing and is made again.
     *
     * @return whether it was removed
     */
    public boolean remove(StoredPayload payload, RetentionRule rule, String actor, Instant at, Removal removal)
            throws IOException {
        String sha256 = payload.sha256();
        return transactions.write(session -> {
            // An execution that is being created refers to this row, so it is either seen below, or waits and then
            // finds it removed.
            List<Long> locked = session.list(
                    session.query("SELECT event_version FROM payloads WHERE sha256 = :sha256"
                                    + session.dialect().locking())
                            .bind("sha256", sha256),
                    row -> row.number("event_version"));
            List<StoredPayload> removable = session.list(
                    bind(session.query("SELECT p.*" + REMOVABLE + condition(rule) + " AND p.sha256 = :sha256"), rule)
                            .bind("sha256", sha256),
                    EventRows::payload);
            if (removable.isEmpty() || removable.size() < locked.size()) {
                return false;
            }
            session.update("UPDATE payloads SET removed_at = :at WHERE sha256 = :sha256")
                    .bind("at", at)
                    .bind("sha256", sha256)
                    .execute();
            Map<String, Object> detail =
                    Map.of("event", payload.eventId(), "version", payload.eventVersion(), "size", payload.size());
            new AuditRow(actor, "payload.pruned", sha256, detail, at).addTo(session);
            removal.remove(sha256);
            return true;
        });
    }

    /** Writes down that the file is there again. */
    public void markRestored(String sha256) {
        transactions.write(session -> session.update("UPDATE payloads SET removed_at = NULL WHERE sha256 = :sha256")
                .bind("sha256", sha256)
                .execute());
    }

    private static String condition(RetentionRule rule) {
        return (rule.olderThan().isPresent() ? " AND p.created_at < :olderThan" : "")
                + (rule.keepNewest().isPresent() ? " AND p.event_version <= e.version - :keepNewest" : "");
    }

    private static Query bind(Query query, RetentionRule rule) {
        rule.olderThan().ifPresent(time -> query.bind("olderThan", time));
        rule.keepNewest().ifPresent(number -> query.bind("keepNewest", number));
        return query;
    }
}
