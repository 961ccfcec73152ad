package cronium.server.store;

import cronium.server.domain.EventName;
import cronium.server.domain.EventSummary;
import cronium.server.domain.StoredPayload;
import cronium.server.domain.Tag;
import cronium.server.domain.Target;
import cronium.server.domain.VersionSummary;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Rows of events, versions and payloads as values. */
final class EventRows {
    private EventRows() {}

    /** The event's row without its tags, which are in a table of their own. */
    static EventSummary withoutTags(Row row) throws SQLException {
        return new EventSummary(
                row.text("id"),
                new EventName(row.text("name")),
                row.number("version"),
                row.text("digest"),
                row.text("description"),
                List.of(),
                row.flag("enabled"),
                row.optionalText("schedule"),
                targets(row.text("targets")),
                row.instant("created_at"),
                row.instant("updated_at"));
    }

    static EventSummary with(EventSummary event, List<Tag> tags) {
        return new EventSummary(
                event.id(),
                event.name(),
                event.version(),
                event.digest(),
                event.description(),
                tags,
                event.enabled(),
                event.schedule(),
                event.targets(),
                event.createdAt(),
                event.updatedAt());
    }

    private static List<Target> targets(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(" ", -1)).map(Target::new).toList();
    }

    static VersionSummary version(Row row) throws SQLException {
        return new VersionSummary(
                row.text("event_id"),
                row.number("version"),
                row.text("digest"),
                row.instant("saved_at"),
                row.text("saved_by"));
    }

    static StoredPayload payload(Row row) throws SQLException {
        return new StoredPayload(
                row.text("event_id"),
                row.number("event_version"),
                row.text("sha256"),
                row.number("size"),
                row.text("signed_by"),
                row.instant("created_at"),
                row.optionalInstant("removed_at"));
    }
}
