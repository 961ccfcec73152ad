package cronium.server.execute;

import cronium.server.domain.Outcome;
import cronium.server.store.CancelAnswer;
import cronium.server.store.Database;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** Has executions end, wherever they run. Thread-safe. */
public final class Cancelling {
    private final Database database;
    private final List<Executor> executors;
    private final Changes changes;
    private final Consumer<Outcome> ended;
    private final Clock clock;

    /**
     * Of all executors of this node.
     *
     * @param ended told of what ends by it at once
     */
    public Cancelling(
            Database database, List<Executor> executors, Changes changes, Consumer<Outcome> ended, Clock clock) {
        this.database = database;
        this.executors = List.copyOf(executors);
        this.changes = changes;
        this.ended = ended;
        this.clock = clock;
    }

    /** Has an execution end: at once if it is queued, else as soon as its runner has stopped the script. */
    public CancelAnswer cancel(String id, String actor) {
        CancelAnswer answer = database.executions().requestCancel(id, actor, clock.instant());
        executors.forEach(executor -> executor.cancel(id));
        if (answer == CancelAnswer.ENDED_NOW) {
            ended.accept(Outcome.CANCELLED);
        }
        changes.changed(id);
        return answer;
    }
}
