package cronium.payload.signing;

import cronium.payload.manifest.Interpreter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a trusted key may sign.
 *
 * @param events globs, one of which must match {@code metadata.eventId}; any event, or none, if empty
 * @param interpreters those that a payload may ask for; any if empty
 * @param notAfter the last instant at which what it signed is let in; always if empty
 * @param payloads whether it may sign payloads at all
 * @param grants whether it may sign grants
 * @param runners whether it may sign what is in the store of runners
 */
record KeyPolicy(
        Optional<List<String>> events,
        Optional<Set<Interpreter>> interpreters,
        Optional<Instant> notAfter,
        boolean payloads,
        boolean grants,
        boolean runners) {
    /** Of a key without a policy. */
    static final KeyPolicy ANYTHING =
            new KeyPolicy(Optional.empty(), Optional.empty(), Optional.empty(), true, true, true);

    /** Whether the manifest has to be read to decide. */
    boolean restrictsManifests() {
        return events.isPresent() || interpreters.isPresent();
    }
}
