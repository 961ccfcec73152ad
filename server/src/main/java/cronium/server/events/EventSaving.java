package cronium.server.events;

import cronium.payload.PayloadException;
import cronium.server.documents.EventDocument;
import cronium.server.domain.Event;
import cronium.server.domain.EventSpec;
import cronium.server.domain.EventVersion;
import cronium.server.domain.StoredPayload;
import cronium.server.payloads.PayloadFiles;
import cronium.server.store.ConflictException;
import cronium.server.store.CurrentVersion;
import cronium.server.store.Database;
import cronium.server.store.NewVersion;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Saves events. First the payload's file is there, whole and signed; then version and payload appear in the database in one transaction, whose commit is
 * the one time that the disk is waited for. A server that is killed in between leaves a file that the next start sweeps; what a power failure takes
 * of a file is made again from the version. Thread-safe.
 */
public final class EventSaving {
    private final Database database;
    private final PayloadFiles payloads;
    private final Supplier<String> ids;
    private final Clock clock;

    /** @param ids gives the ids of events: that they sort by time keeps what is saved together in the same pages of the database */
    public EventSaving(Database database, PayloadFiles payloads, Supplier<String> ids, Clock clock) {
        this.database = database;
        this.payloads = payloads;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What became of an event.
     *
     * @param created whether there was none of that name
     * @param changed whether there is a new version
     */
    public record Saved(Event event, StoredPayload payload, boolean created, boolean changed) {}

    /**
     * Saves an event, as a new version if anything of it changed.
     *
     * @param actor the name of the caller's token
     * @throws ConflictException if the event is not what the caller expected, or another caller was faster
     * @throws PayloadException if no payload can be made of it
     */
    public Saved save(EventSpec spec, Expected expected, String actor)
            throws ConflictException, IOException, PayloadException {
        String document = EventDocument.write(spec);
        String digest = EventDocument.digest(document);
        Optional<CurrentVersion> current = database.events().current(spec.name());
        check(spec, expected, current);
        if (current.isPresent() && current.get().digest().equals(digest)) {
            Event event = current.get().with(spec);
            return new Saved(event, payload(event), false, false);
        }
        String id = current.map(CurrentVersion::id).orElseGet(ids);
        long before = current.map(CurrentVersion::version).orElse(0L);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        StoredPayload payload = payloads.make(new EventVersion(id, before + 1, spec, digest, now, actor));
        try {
            Event saved =
                    database.events().save(new NewVersion(id, before, spec, document, digest, now, actor, payload));
            return new Saved(saved, payload, current.isEmpty(), true);
        } catch (ConflictException e) {
            // Two who save the same at the same instant make the same payload.
            if (!database.payloads().isReferenced(payload.sha256())) {
                payloads.remove(payload.sha256());
            }
            throw e;
        }
    }

    private StoredPayload payload(Event event) {
        return database.payloads()
                .find(event.id(), event.version())
                .orElseThrow(() -> new IllegalStateException("expected a payload of each version, found none"));
    }

    private static void check(EventSpec spec, Expected expected, Optional<CurrentVersion> current)
            throws ConflictException {
        long found = current.map(CurrentVersion::version).orElse(0L);
        long wanted = switch (expected) {
            case Expected.Any() -> found;
            case Expected.Absent() -> 0;
            case Expected.Version(long number) -> number;
        };
        if (wanted != found) {
            throw new ConflictException(spec.name().text(), wanted, found);
        }
    }
}
