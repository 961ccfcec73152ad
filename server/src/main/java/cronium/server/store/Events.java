package cronium.server.store;

import cronium.server.domain.Event;
import cronium.server.domain.EventName;
import cronium.server.domain.EventSpec;
import cronium.server.domain.EventSummary;
import cronium.server.domain.EventVersion;
import cronium.server.domain.InvalidException;
import cronium.server.domain.ScriptFile;
import cronium.server.domain.VersionSummary;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Events and their versions. Thread-safe. */
public final class Events {
    private static final String VERSIONS = "versions";

    private final Transactions transactions;
    private final SpecReader specs;
    private final int lookUp;

    Events(Transactions transactions, SpecReader specs) {
        this(transactions, specs, EventSearch.LOOK_UP);
    }

    /** @param lookUp see {@link EventSearch} */
    Events(Transactions transactions, SpecReader specs, int lookUp) {
        this.transactions = transactions;
        this.specs = specs;
        this.lookUp = lookUp;
    }

    /** The event of that name, unless it was deleted. */
    public Optional<Event> find(EventName name) {
        return transactions.read(session -> find(session, name));
    }

    /** What is current under that name, unless it was deleted: little to read, whatever the event has. */
    public Optional<CurrentVersion> current(EventName name) {
        return transactions.read(session -> session.first(
                session.query("SELECT id, version, digest, created_at, updated_at FROM events"
                                + " WHERE name = :name AND deleted_at IS NULL")
                        .bind("name", name.text()),
                row -> new CurrentVersion(
                        row.text("id"),
                        row.number("version"),
                        row.text("digest"),
                        row.instant("created_at"),
                        row.instant("updated_at"))));
    }

    private Optional<Event> find(Session session, EventName name) {
        return session.first(
                        session.query("SELECT * FROM events WHERE name = :name AND deleted_at IS NULL")
                                .bind("name", name.text()),
                        EventRows::withoutTags)
                .map(row -> new Event(
                        row.id(),
                        row.version(),
                        spec(session, row.id(), row.version(), files(session, row.id(), row.version())),
                        row.digest(),
                        row.createdAt(),
                        row.updatedAt()));
    }

    /**
     * Saves a version and all that belongs to it: the event's row, files, tags, the payload's row, and a row in the audit log.
     *
     * @throws ConflictException if the current version is not the one expected; nothing is saved then
     */
    public Event save(NewVersion version) throws ConflictException {
        return transactions.write(session -> new VersionSaving(session, version).run());
    }

    /**
     * A page of the events that are there, by name.
     *
     * @param limit 1 to {@value Page#MAX_LIMIT}
     * @throws InvalidException naming {@code cursor} or {@code search}
     */
    public Page<EventSummary> list(EventFilter filter, Optional<String> cursor, int limit) throws InvalidException {
        EventSearch search = EventSearch.of(filter, cursor, Page.checked(limit), lookUp);
        return transactions.read(search::page);
    }

    /** A version, also of an event that was deleted. */
    public Optional<EventVersion> version(String eventId, long number) {
        return version(eventId, number, session -> files(session, eventId, number));
    }

    /** A version as if it had no files, for whoever does not need what is in them. */
    public Optional<EventVersion> versionWithoutFiles(String eventId, long number) {
        return version(eventId, number, _ -> List.of());
    }

    private Optional<EventVersion> version(String eventId, long number, Function<Session, List<ScriptFile>> files) {
        return transactions.read(session -> session.first(
                        session.query("SELECT event_id, version, digest, saved_at, saved_by FROM event_versions"
                                        + " WHERE event_id = :event AND version = :version")
                                .bind("event", eventId)
                                .bind("version", number),
                        EventRows::version)
                .map(row -> new EventVersion(
                        eventId,
                        number,
                        spec(session, eventId, number, files.apply(session)),
                        row.digest(),
                        row.savedAt(),
                        row.savedBy())));
    }

    /**
     * A page of an event's versions, newest first.
     *
     * @param limit 1 to {@value Page#MAX_LIMIT}
     * @throws InvalidException naming {@code cursor}
     */
    public Page<VersionSummary> versions(String eventId, Optional<String> cursor, int limit) throws InvalidException {
        long before = Cursor.number(VERSIONS, cursor);
        return Page.of(
                transactions.read(session -> session.list(
                        session.query("SELECT event_id, version, digest, saved_at, saved_by FROM event_versions"
                                        + " WHERE event_id = :event AND version < :before"
                                        + " ORDER BY version DESC LIMIT :limit")
                                .bind("event", eventId)
                                .bind("before", before)
                                .bind("limit", Page.checked(limit) + 1),
                        EventRows::version)),
                limit,
                version -> Cursor.of(VERSIONS, version.number()));
    }

    /**
     * Deletes an event: its name is free again, and its versions and executions stay.
     *
     * @param expectedVersion if it is given, only that one is deleted
     * @return whether there was one
     * @throws ConflictException if another version than the expected one is current
     */
    public boolean delete(EventName name, OptionalLong expectedVersion, String actor, Instant at)
            throws ConflictException {
        return transactions.write(session -> {
            Optional<EventSummary> found = session.first(
                    session.query("SELECT * FROM events WHERE name = :name AND deleted_at IS NULL"
                                    + session.dialect().locking())
                            .bind("name", name.text()),
                    EventRows::withoutTags);
            if (found.isEmpty()) {
                return false;
            }
            EventSummary event = found.get();
            if (expectedVersion.isPresent() && expectedVersion.getAsLong() != event.version()) {
                throw new ConflictException(name.text(), expectedVersion.getAsLong(), event.version());
            }
            session.update("UPDATE events SET deleted_at = :at WHERE id = :id")
                    .bind("at", at)
                    .bind("id", event.id())
                    .execute();
            VersionSaving.forget(session, event.id());
            new AuditRow(actor, "event.deleted", name.text(), Map.of("version", event.version()), at).addTo(session);
            return true;
        });
    }

    private static List<ScriptFile> files(Session session, String eventId, long version) {
        return session
                .list(
                        session.query(
                                        "SELECT path, executable, content FROM event_files JOIN file_contents USING (sha256)"
                                                + " WHERE event_id = :event AND version = :version")
                                .bind("event", eventId)
                                .bind("version", version),
                        row -> new ScriptFile(row.text("path"), row.flag("executable"), row.bytes("content")))
                .stream()
                // Sorted here: Java and the databases do not agree about characters beyond U+FFFF.
                .sorted(Comparator.comparing(ScriptFile::path))
                .toList();
    }

    private EventSpec spec(Session session, String eventId, long version, List<ScriptFile> files) {
        String document = session.first(
                        session.query("SELECT document FROM event_versions"
                                        + " WHERE event_id = :event AND version = :version")
                                .bind("event", eventId)
                                .bind("version", version),
                        row -> row.text("document"))
                .orElseThrow(() -> new StoreException(
                        "expected the document of event " + eventId + " version " + version + ", found none"));
        return specs.read(document, files);
    }
}
