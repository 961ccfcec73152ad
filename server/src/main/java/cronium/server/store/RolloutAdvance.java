package cronium.server.store;

import cronium.server.domain.Ending;
import cronium.server.domain.Outcome;
import cronium.server.domain.Rollout;
import cronium.server.domain.RolloutProgress;
import cronium.server.domain.RolloutState;
import cronium.server.domain.Target;
import cronium.server.domain.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * One step of one rollout, within one transaction: what ended is written down, and what its limits allow is queued. As many targets
 * are looked at as run at once, however many there are in all. One thread's, and used once.
 */
final class RolloutAdvance {
    private final Session session;
    private final Rollout before;
    private final Instant now;
    private final Supplier<String> ids;
    private final int maxStarted;
    private final List<Target> queued = new ArrayList<>();
    private int started;
    private int ended;
    private int failed;

    /** @param before as it is, its row being locked by this transaction */
    RolloutAdvance(Session session, Rollout before, Instant now, Supplier<String> ids, int maxStarted) {
        this.session = session;
        this.before = before;
        this.now = now;
        this.ids = ids;
        this.maxStarted = maxStarted;
        this.started = before.progress().started();
        this.ended = before.progress().ended();
        this.failed = before.progress().failed();
    }

    private record StartedTarget(int position, String executionId) {}

    private record NextTarget(int position, Target host, boolean isThere) {}

    RolloutStep step() {
        settle();
        RolloutState state =
                before.state() == RolloutState.RUNNING && before.limits().isStopped(progress())
                        ? RolloutState.STOPPED
                        : before.state();
        if (state == RolloutState.RUNNING) {
            start(Math.min(maxStarted, before.limits().startable(progress())));
            state = before.limits().isStopped(progress()) ? RolloutState.STOPPED : state;
        }
        boolean over = started == ended
                && (state != RolloutState.RUNNING || started == progress().targets());
        if (over && state == RolloutState.RUNNING) {
            state = RolloutState.FINISHED;
        }
        boolean changed = over || state != before.state() || !progress().equals(before.progress());
        if (changed) {
            write(state, over ? Optional.of(now) : Optional.empty());
        }
        return new RolloutStep(
                changed ? RolloutRows.find(session, before.id()).orElseThrow() : before, queued, changed);
    }

    private RolloutProgress progress() {
        return new RolloutProgress(before.progress().targets(), started, ended, failed);
    }

    /**
     * A target is over when none of its attempts is under way: the next one is queued with the end of the one before it. That
     * is why the targets are read before the attempts.
     */
    private void settle() {
        List<StartedTarget> targets = session.list(
                session.query("SELECT position, execution_id FROM rollout_targets"
                                + " WHERE rollout_id = :id AND state = 'started' ORDER BY position")
                        .bind("id", before.id()),
                row -> new StartedTarget(row.integer("position"), row.text("execution_id")));
        Set<String> underWay = new HashSet<>(session.list(
                session.query("SELECT first_id FROM executions WHERE rollout_id = :id AND state <> 'ended'")
                        .bind("id", before.id()),
                row -> row.text("first_id")));
        PreparedBatch batch = session.batch("UPDATE rollout_targets SET state = 'ended', outcome = :outcome,"
                + " exit_code = :exitCode WHERE rollout_id = :id AND position = :position");
        for (StartedTarget target : targets) {
            if (!underWay.contains(target.executionId())) {
                Ending ending = ending(target.executionId());
                batch.bind("id", before.id())
                        .bind("position", target.position())
                        .bind("outcome", ending.outcome().text())
                        .bind("exitCode", ending.exitCode())
                        .add();
                ended++;
                failed += ending.isSuccess() ? 0 : 1;
            }
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private Ending ending(String firstId) {
        return session.first(
                        session.query("SELECT outcome, exit_code, sentence FROM executions WHERE first_id = :first"
                                        + " ORDER BY attempt DESC LIMIT 1")
                                .bind("first", firstId),
                        row -> new Ending(
                                Outcome.named(row.text("outcome")).orElseThrow(),
                                row.optionalInteger("exit_code"),
                                row.text("sentence"),
                                Optional.empty()))
                .orElseThrow(() -> new StoreException("expected an execution " + firstId + ", found none"));
    }

    private void start(int count) {
        if (count == 0) {
            return;
        }
        List<NextTarget> next = session.list(
                session.query("SELECT t.position, t.host, h.name AS known FROM rollout_targets t"
                                + " LEFT JOIN hosts h ON h.name = t.host"
                                + " WHERE t.rollout_id = :id AND t.position >= :from ORDER BY t.position LIMIT :count")
                        .bind("id", before.id())
                        .bind("from", started)
                        .bind("count", count),
                row -> {
                    Target host = new Target(row.text("host"));
                    return new NextTarget(
                            row.integer("position"),
                            host,
                            host.isLocal() || row.optionalText("known").isPresent());
                });
        for (NextTarget target : next) {
            if (before.limits().isStopped(progress())) {
                return;
            }
            if (target.isThere()) {
                queue(target);
            } else {
                pass(target);
            }
            started++;
        }
    }

    private void queue(NextTarget target) {
        String id = ids.get();
        ExecutionRows.insert(session, execution(id, target.host()), Optional.of(before.id()));
        update(target, "started", Optional.of(id), Optional.empty());
        queued.add(target.host());
    }

    /** The host was removed meanwhile: nobody would ever claim it. */
    private void pass(NextTarget target) {
        update(target, "ended", Optional.empty(), Optional.of(Outcome.NOT_STARTED));
        ended++;
        failed++;
    }

    private void update(NextTarget target, String state, Optional<String> executionId, Optional<Outcome> outcome) {
        int updated = session.update("UPDATE rollout_targets SET state = :state, execution_id = :execution,"
                        + " outcome = :outcome WHERE rollout_id = :id AND position = :position AND state = 'waiting'")
                .bind("id", before.id())
                .bind("position", target.position())
                .bind("state", state)
                .bind("execution", executionId)
                .bind("outcome", outcome.map(Outcome::text))
                .execute();
        if (updated != 1) {
            throw new StoreException("expected target " + target.position() + " of rollout " + before.id()
                    + " to wait, found it started");
        }
    }

    private NewExecution execution(String id, Target host) {
        return new NewExecution(
                id,
                before.eventId(),
                before.eventName(),
                before.eventVersion(),
                before.payloadSha256(),
                host,
                1,
                before.retries().attempts(),
                before.retries().delay(),
                id,
                before.environment(),
                Trigger.MANUAL,
                before.startedBy(),
                now,
                now);
    }

    private void write(RolloutState state, Optional<Instant> endedAt) {
        session.update("UPDATE rollouts SET state = :state, started = :started, ended = :ended, failed = :failed,"
                        + " ended_at = :endedAt WHERE id = :id")
                .bind("id", before.id())
                .bind("state", state.text())
                .bind("started", started)
                .bind("ended", ended)
                .bind("failed", failed)
                .bind("endedAt", endedAt)
                .execute();
    }
}
