package cronium.server.execute;

import cronium.server.domain.Ending;
import cronium.server.domain.Execution;
import cronium.server.domain.Outcome;
import cronium.server.domain.Trigger;
import cronium.server.store.Database;
import cronium.server.store.NewExecution;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes down how an execution ended, and queues its next attempt with that. */
final class Settling {
    private final String node;
    private final Database database;
    private final Consumer<Outcome> ended;
    private final Runnable queued;
    private final Ids ids;
    private final Clock clock;

    /**
     * With whom to tell.
     *
     * @param ended told of each end, by any thread
     * @param queued told when a next attempt is queued, by any thread
     */
    Settling(String node, Database database, Consumer<Outcome> ended, Runnable queued, Ids ids, Clock clock) {
        this.node = node;
        this.database = database;
        this.ended = ended;
        this.queued = queued;
        this.ids = ids;
        this.clock = clock;
    }

    void settle(Execution execution, Ending ending) {
        Instant now = clock.instant();
        Optional<NewExecution> retry = retry(execution, ending, now);
        if (database.executions().end(execution.id(), node, ending, now, retry)) {
            ended.accept(ending.outcome());
            if (retry.isPresent()) {
                queued.run();
            }
        }
    }

    private Optional<NewExecution> retry(Execution execution, Ending ending, Instant now) {
        if (!ending.isRetried() || execution.attempt() >= execution.attempts()) {
            return Optional.empty();
        }
        Duration delay = execution.retryDelay();
        return Optional.of(new NewExecution(
                ids.next(),
                execution.eventId(),
                execution.eventName(),
                execution.eventVersion(),
                execution.payloadSha256(),
                execution.host(),
                execution.attempt() + 1,
                execution.attempts(),
                delay,
                execution.firstId(),
                execution.environment(),
                Trigger.RETRY,
                execution.triggeredBy(),
                now,
                now.plus(delay)));
    }
}
