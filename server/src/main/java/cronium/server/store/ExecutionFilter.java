package cronium.server.store;

import cronium.server.domain.EventName;
import cronium.server.domain.Outcome;
import cronium.server.domain.State;
import cronium.server.domain.Target;
import java.time.Instant;
import java.util.Optional;

/**
 * Which executions; all that is given has to hold.
 *
 * @param event by the name that it had; after it was deleted and the name was used again, both are found
 * @param firstId the attempts of one execution
 * @param rollout those of one rollout
 * @param from queued then or later, to the millisecond
 * @param until queued before, to the millisecond
 */
public record ExecutionFilter(
        Optional<EventName> event,
        Optional<Target> host,
        Optional<State> state,
        Optional<Outcome> outcome,
        Optional<String> firstId,
        Optional<String> rollout,
        Optional<Instant> from,
        Optional<Instant> until) {
    public static final ExecutionFilter ALL = new ExecutionFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Of any rollout, or none. */
    public ExecutionFilter(
            Optional<EventName> event,
            Optional<Target> host,
            Optional<State> state,
            Optional<Outcome> outcome,
            Optional<String> firstId,
            Optional<Instant> from,
            Optional<Instant> until) {
        this(event, host, state, outcome, firstId, Optional.empty(), from, until);
    }

    public static ExecutionFilter ofRollout(String id) {
        return new ExecutionFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(id),
                Optional.empty(),
                Optional.empty());
    }

    public static ExecutionFilter ofEvent(EventName event) {
        return new ExecutionFilter(
                Optional.of(event),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
