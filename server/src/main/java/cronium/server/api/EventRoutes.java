package cronium.server.api;

import cronium.payload.PayloadException;
import cronium.server.documents.EventDocument;
import cronium.server.domain.Event;
import cronium.server.domain.EventName;
import cronium.server.domain.EventSpec;
import cronium.server.domain.Tag;
import cronium.server.events.EventSaving;
import cronium.server.events.Expected;
import cronium.server.store.ConflictException;
import cronium.server.store.CurrentVersion;
import cronium.server.store.EventFilter;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Events: list, read, save, delete. */
final class EventRoutes {
    private static final String EVENTS = Routes.API + "/events";
    private static final int MAX_SEARCH = 200;
    /** A save of 16 MiB takes several times that while it is read and packed. */
    private static final int SAVES_AT_ONCE = 2;

    /** Before a client gives up, which would not know then what became of it. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int MAX_ATTEMPTS = 5;

    private final Events events;
    private final EventSaving saving;
    private final InstantSource clock;
    private final Semaphore saves = new Semaphore(SAVES_AT_ONCE, true);

    EventRoutes(Events events, EventSaving saving, InstantSource clock) {
        this.events = events;
        this.saving = saving;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get(EVENTS, Access.VIEWER, this::list).query("search", "tag", "enabled", "cursor", "limit"),
                Route.get(EVENTS + "/{event}", Access.VIEWER, this::get),
                Route.put(EVENTS + "/{event}", Access.OPERATOR, Route.Body.EVENT, this::put),
                Route.delete(EVENTS + "/{event}", Access.OPERATOR, this::delete));
    }

    private void list(Call call) throws Exception {
        Query query = call.query();
        EventFilter filter = new EventFilter(
                query.text("search", MAX_SEARCH), query.value("tag", Tag::fault, Tag::new), query.truth("enabled"));
        Optional<String> cursor = query.cursor();
        int limit = query.limit();
        query.check();
        call.ok(Pages.json(events.database().events().list(filter, cursor, limit), EventJson::summary));
    }

    private void get(Call call) throws Exception {
        answer(call, events.require(call));
    }

    private void answer(Call call, Event event) throws IOException {
        call.header("ETag", Precondition.tag(event.version()))
                .ok(EventJson.event(event, events.payload(event.id(), event.version())));
    }

    private void put(Call call) throws Exception {
        EventName name = PathValues.event(call);
        EventSaving.Saved saved;
        if (!saves.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new ProblemException(Problem.of(
                            ProblemKind.NOT_READY,
                            "expected a place to save in, found all " + SAVES_AT_ONCE + " taken for "
                                    + PATIENCE.toSeconds() + " s; nothing was saved, try again")
                    .withHeader("Retry-After", "10"));
        }
        try {
            Expected expected = Precondition.check(call, current(name));
            EventSpec spec = EventDocument.parse(name, call.body());
            saved = save(spec, expected, call.actor());
        } finally {
            saves.release();
        }
        call.header("ETag", Precondition.tag(saved.event().version()));
        if (saved.created()) {
            call.header("Location", EVENTS + "/" + name);
        }
        call.answer(
                saved.created() ? 201 : 200,
                EventJson.event(saved.event(), saved.payload()).put("changed", saved.changed()));
    }

    /** Without a condition the last one wins, also over one that came in between. */
    private EventSaving.Saved save(EventSpec spec, Expected expected, String actor)
            throws ConflictException, IOException, PayloadException {
        for (int attempt = 1; ; attempt++) {
            try {
                return saving.save(spec, expected, actor);
            } catch (ConflictException e) {
                if (!expected.equals(new Expected.Any()) || attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private Optional<Long> current(EventName name) {
        return events.database().events().current(name).map(CurrentVersion::version);
    }

    private void delete(Call call) throws Exception {
        Event event = events.require(call);
        OptionalLong expected = switch (Precondition.check(call, Optional.of(event.version()))) {
            case Expected.Version(long number) -> OptionalLong.of(number);
            case Expected.Any() -> OptionalLong.empty();
            case Expected.Absent() -> OptionalLong.empty();
        };
        if (!events.database().events().delete(event.spec().name(), expected, call.actor(), clock.instant())) {
            throw ProblemKind.NOT_FOUND.with("expected an event " + event.spec().name() + ", found it gone");
        }
        call.noContent();
    }
}
