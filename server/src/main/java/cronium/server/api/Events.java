package cronium.server.api;

import cronium.server.domain.Event;
import cronium.server.domain.EventName;
import cronium.server.domain.EventVersion;
import cronium.server.domain.InvalidException;
import cronium.server.domain.StoredPayload;
import cronium.server.store.CurrentVersion;
import cronium.server.store.Database;
import java.util.Optional;

/** Finds the events and versions that paths name. */
record Events(Database database) {
    Event require(Call call) throws ProblemException, InvalidException {
        return require(PathValues.event(call));
    }

    Event require(EventName name) throws ProblemException {
        return database.events().find(name).orElseThrow(() -> unknown(name));
    }

    EventVersion version(Event event, long number) throws ProblemException {
        return database.events()
                .version(event.id(), number)
                .orElseThrow(() -> unknown(event.spec().name(), number, event.version()));
    }

    /**
     * What is run of an event, without its files.
     *
     * @param number of the version; the newest if it is empty
     */
    EventVersion toRun(EventName name, Optional<Long> number) throws ProblemException {
        CurrentVersion current = database.events().current(name).orElseThrow(() -> unknown(name));
        EventVersion newest = database.events()
                .versionWithoutFiles(current.id(), current.version())
                .orElseThrow(() -> unknown(name));
        if (!newest.spec().enabled()) {
            throw ProblemKind.EVENT_DISABLED.with(
                    "expected an enabled event, found " + name + " disabled; save it with enabled: true to run it");
        }
        if (number.isEmpty() || number.get() == current.version()) {
            return newest;
        }
        return database.events()
                .versionWithoutFiles(current.id(), number.get())
                .orElseThrow(() -> unknown(name, number.get(), current.version()));
    }

    private static ProblemException unknown(EventName name) {
        return ProblemKind.NOT_FOUND.with("expected an event " + name + ", found none of that name");
    }

    private static ProblemException unknown(EventName name, long version, long newest) {
        return ProblemKind.NOT_FOUND.with(
                "expected a version " + version + " of " + name + ", found versions up to " + newest);
    }

    StoredPayload payload(String eventId, long version) {
        return database.payloads()
                .find(eventId, version)
                .orElseThrow(() -> new IllegalStateException("no payload of version " + version + " of " + eventId));
    }
}
