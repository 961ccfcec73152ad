package cronium.server.api;

import cronium.server.domain.Event;
import cronium.server.domain.EventName;
import cronium.server.domain.EventVersion;
import cronium.server.domain.InvalidException;
import cronium.server.domain.StoredPayload;
import cronium.server.store.Database;
import java.util.Optional;

/** Finds the events and versions that paths name. */
record Events(Database database) {
    Event require(Call call) throws ProblemException, InvalidException {
        return require(PathValues.event(call));
    }

    Event require(EventName name) throws ProblemException {
        return database.events()
                .find(name)
                .orElseThrow(
                        () -> ProblemKind.NOT_FOUND.with("expected an event " + name + ", found none of that name"));
    }

    EventVersion version(Event event, long number) throws ProblemException {
        return database.events()
                .version(event.id(), number)
                .orElseThrow(() -> ProblemKind.NOT_FOUND.with("expected a version " + number + " of "
                        + event.spec().name() + ", found versions up to " + event.version()));
    }

    /**
     * What is run of an event.
     *
     * @param number of the version; the newest if it is empty
     */
    EventVersion toRun(EventName name, Optional<Long> number) throws ProblemException {
        Event event = require(name);
        if (!event.spec().enabled()) {
            throw ProblemKind.EVENT_DISABLED.with(
                    "expected an enabled event, found " + name + " disabled; save it with enabled: true to run it");
        }
        return version(event, number.orElse(event.version()));
    }

    StoredPayload payload(String eventId, long version) {
        return database.payloads()
                .find(eventId, version)
                .orElseThrow(() -> new IllegalStateException("no payload of version " + version + " of " + eventId));
    }
}
