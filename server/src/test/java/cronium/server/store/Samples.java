package cronium.server.store;

import cronium.server.documents.EventDocument;
import cronium.server.domain.Event;
import cronium.server.domain.EventName;
import cronium.server.domain.EventSpec;
import cronium.server.domain.InvalidException;
import cronium.server.domain.StoredPayload;
import cronium.server.domain.Target;
import cronium.server.domain.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Values for tests of the store, each time another. */
public final class Samples {
    /** With nanoseconds, which no database keeps. */
    public static final Instant NOW = Instant.parse("2026-03-29T01:30:00.123456789Z");

    private static final JsonMapper JSON = new JsonMapper();

    private final AtomicLong count = new AtomicLong();

    /** Two files, one of them always the same. */
    public EventSpec spec(String name, String description, List<String> tags) {
        ObjectNode document = JSON.createObjectNode()
                .put("interpreter", "bash")
                .put("entrypoint", "main.sh")
                .put("description", description);
        ArrayNode files = document.putArray("files");
        files.addObject().put("path", "main.sh").put("text", "echo " + count.incrementAndGet());
        files.addObject().put("path", "lib/same.sh").put("text", "true").put("executable", true);
        tags.forEach(document.putArray("tags")::add);
        try {
            return EventDocument.parse(new EventName(name), document);
        } catch (InvalidException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public NewVersion first(EventSpec spec, Instant at) {
        return version(UUID.randomUUID().toString(), 0, spec, at);
    }

    public NewVersion next(Event event, EventSpec spec, Instant at) {
        return version(event.id(), event.version(), spec, at);
    }

    public NewVersion version(String eventId, long expected, EventSpec spec, Instant at) {
        String document = EventDocument.write(spec);
        StoredPayload payload =
                new StoredPayload(eventId, expected + 1, sha256(), 1_234, sha256(), at, Optional.empty());
        return new NewVersion(eventId, expected, spec, document, EventDocument.digest(document), at, "tester", payload);
    }

    /** Saves an event and its payload. */
    public Event saved(Database database, String name) {
        try {
            return database.events().save(first(spec(name, "", List.of()), NOW));
        } catch (ConflictException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** 64 digits that were not given before. */
    public String sha256() {
        return String.format(Locale.ROOT, "%064x", count.incrementAndGet());
    }

    /** A UUID of version 7 of that time; of two of one time, the later one is greater. */
    public String id(Instant at) {
        String time = String.format(Locale.ROOT, "%012x", at.toEpochMilli());
        return time.substring(0, 8) + "-" + time.substring(8) + "-7000-8000-"
                + String.format(Locale.ROOT, "%012x", count.incrementAndGet());
    }

    /** A first attempt of the event's version, due at once. */
    public NewExecution execution(Database database, Event event, Instant at) {
        return execution(database, event, Target.LOCAL, at);
    }

    /** The same on a host. */
    public NewExecution execution(Database database, Event event, Target host, Instant at) {
        String payload = database.payloads()
                .find(event.id(), event.version())
                .orElseThrow()
                .sha256();
        String id = id(at);
        return new NewExecution(
                id,
                event.id(),
                event.spec().name(),
                event.version(),
                payload,
                host,
                1,
                3,
                Duration.ofSeconds(5),
                id,
                Map.of("KEY", "value \u0000 ı"),
                Trigger.MANUAL,
                "tester",
                at,
                at);
    }

    /** The attempt after an execution. */
    public NewExecution retry(NewExecution failed, Instant at) {
        return new NewExecution(
                id(at),
                failed.eventId(),
                failed.eventName(),
                failed.eventVersion(),
                failed.payloadSha256(),
                failed.host(),
                failed.attempt() + 1,
                failed.attempts(),
                failed.retryDelay(),
                failed.firstId(),
                failed.environment(),
                Trigger.RETRY,
                failed.triggeredBy(),
                at,
                at.plus(failed.retryDelay()));
    }
}
