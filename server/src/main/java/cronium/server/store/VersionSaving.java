package cronium.server.store;

import cronium.server.domain.Event;
import cronium.server.domain.EventSpec;
import cronium.server.domain.Tag;
import cronium.server.domain.Target;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/** The statements that save one version, in the order of what refers to what. */
record VersionSaving(Session session, NewVersion version) {
    private static final String FILES = "INSERT INTO event_files (event_id, version, path, executable, sha256)"
            + " VALUES (:event, :version, :path, :executable, :sha256)";
    private static final String CONTENTS = "INSERT INTO file_contents (sha256, content) VALUES (:sha256, :content)"
            + " ON CONFLICT (sha256) DO NOTHING";

    /** The event as it is then: what was saved, which nobody needs to read back. */
    Event run() throws ConflictException {
        Optional<Instant> createdAt = saveRow();
        if (createdAt.isEmpty()) {
            throw new ConflictException(version.spec().name().text(), version.expectedVersion(), current());
        }
        saveVersion();
        saveFiles();
        saveWords();
        savePayload();
        new AuditRow(
                        version.savedBy(),
                        "event.saved",
                        version.spec().name().text(),
                        Map.of("version", version.number(), "digest", version.digest()),
                        version.savedAt())
                .addTo(session);
        return new Event(
                version.eventId(),
                version.number(),
                version.spec(),
                version.digest(),
                createdAt.get(),
                Dialect.toMicros(version.savedAt()));
    }

    /**
     * Whoever changes the row first holds it until the end, and who comes second changes none.
     *
     * @return when the event was made, if the row is changed
     */
    private Optional<Instant> saveRow() {
        EventSpec spec = version.spec();
        String sql = version.expectedVersion() == 0
                ? "INSERT INTO events (id, name, version, digest, description, enabled, schedule, targets, created_at, updated_at)"
                        + " VALUES (:id, :name, 1, :digest, :description, :enabled, :schedule, :targets, :at, :at)"
                        + " ON CONFLICT (name) WHERE deleted_at IS NULL DO NOTHING RETURNING created_at"
                : "UPDATE events SET version = version + 1, digest = :digest, description = :description, enabled = :enabled,"
                        + " schedule = :schedule, targets = :targets, updated_at = :at"
                        + " WHERE id = :id AND name = :name AND version = :expected AND deleted_at IS NULL"
                        + " RETURNING created_at";
        Query query = session.query(sql)
                .bind("id", version.eventId())
                .bind("expected", version.expectedVersion())
                .bind("name", spec.name().text())
                .bind("digest", version.digest())
                .bind("description", spec.description())
                .bind("enabled", spec.enabled())
                .bind("schedule", spec.schedule())
                .bind("targets", spec.targets().stream().map(Target::text).collect(Collectors.joining(" ")))
                .bind("at", version.savedAt());
        return session.first(query, row -> row.instant("created_at"));
    }

    private long current() {
        return session.first(
                        session.query("SELECT version FROM events WHERE name = :name AND deleted_at IS NULL")
                                .bind("name", version.spec().name().text()),
                        row -> row.number("version"))
                .orElse(0L);
    }

    private void saveVersion() {
        ofVersion(session.update("INSERT INTO event_versions (event_id, version, document, digest, saved_at, saved_by)"
                        + " VALUES (:event, :version, :document, :digest, :at, :by)"))
                .bind("document", version.document())
                .bind("digest", version.digest())
                .bind("at", version.savedAt())
                .bind("by", version.savedBy())
                .execute();
    }

    private void saveFiles() {
        PreparedBatch contents = session.batch(CONTENTS);
        PreparedBatch files = session.batch(FILES);
        // In the order of their digests, so that two that save the same contents do not wait for each other in a
        // circle.
        version.spec().files().stream()
                .map(file -> Map.entry(sha256(file.content().toArray()), file))
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> {
                    contents.bind("sha256", entry.getKey())
                            .bind("content", entry.getValue().content().toArray())
                            .add();
                    ofVersion(files)
                            .bind("path", entry.getValue().path())
                            .bind("executable", entry.getValue().executable())
                            .bind("sha256", entry.getKey())
                            .add();
                });
        execute(contents);
        execute(files);
    }

    private void saveWords() {
        saveWords(
                "event_tags",
                "tag",
                version.spec().tags().stream().map(Tag::text).collect(Collectors.toCollection(LinkedHashSet::new)));
        saveWords("event_terms", "term", SearchTerms.of(version.spec()));
    }

    /** Most new versions are found by the words of the one before. */
    private void saveWords(String table, String column, Set<String> words) {
        if (version.expectedVersion() > 0) {
            if (words.equals(words(table, column))) {
                return;
            }
            forget(session, table, version.eventId());
        }
        PreparedBatch batch = session.batch(
                "INSERT INTO " + table + " (event_id, " + column + ", event_name) VALUES (:event, :word, :name)");
        words.forEach(word -> batch.bind("event", version.eventId())
                .bind("word", word)
                .bind("name", version.spec().name().text())
                .add());
        execute(batch);
    }

    private Set<String> words(String table, String column) {
        return new HashSet<>(session.list(
                session.query("SELECT " + column + " FROM " + table + " WHERE event_id = :event")
                        .bind("event", version.eventId()),
                row -> row.text(column)));
    }

    /** Takes away what an event is found by. */
    static void forget(Session session, String eventId) {
        forget(session, "event_tags", eventId);
        forget(session, "event_terms", eventId);
    }

    private static void forget(Session session, String table, String eventId) {
        session.update("DELETE FROM " + table + " WHERE event_id = :event")
                .bind("event", eventId)
                .execute();
    }

    private void savePayload() {
        ofVersion(session.update("INSERT INTO payloads (event_id, event_version, sha256, size, signed_by, created_at)"
                        + " VALUES (:event, :version, :sha256, :size, :signedBy, :at)"))
                .bind("sha256", version.payload().sha256())
                .bind("size", version.payload().size())
                .bind("signedBy", version.payload().signedBy())
                .bind("at", version.payload().createdAt())
                .execute();
    }

    private <S extends SqlStatement<S>> S ofVersion(S statement) {
        return statement.bind("event", version.eventId()).bind("version", version.number());
    }

    /** An empty batch is none. */
    private static void execute(PreparedBatch batch) {
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
