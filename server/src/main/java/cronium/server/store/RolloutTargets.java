package cronium.server.store;

import cronium.server.domain.Ending;
import cronium.server.domain.InvalidException;
import cronium.server.domain.Outcome;
import cronium.server.domain.Rollout;
import cronium.server.domain.RolloutCounts;
import cronium.server.domain.RolloutState;
import cronium.server.domain.RolloutTarget;
import cronium.server.domain.State;
import cronium.server.domain.Target;
import cronium.server.domain.TargetState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The targets of one rollout, with what their last attempts are. */
record RolloutTargets(Rollout rollout) {
    private static final String LIST = "targets";
    private static final String LAST =
            " FROM executions e WHERE e.first_id = t.execution_id ORDER BY e.attempt DESC LIMIT 1";
    /** Of a target that was started, what its last attempt has; of others, what was written down. */
    private static final String COUNTS = "SELECT state, outcome, succeeded, COUNT(*) AS n FROM (SELECT state, outcome,"
            + " CASE WHEN outcome = 'exited' AND exit_code = 0 THEN 1 ELSE 0 END AS succeeded FROM (SELECT"
            + " CASE t.state WHEN 'started' THEN (SELECT e.state" + LAST + ") ELSE t.state END AS state,"
            + " CASE t.state WHEN 'started' THEN (SELECT e.outcome" + LAST + ") ELSE t.outcome END AS outcome,"
            + " CASE t.state WHEN 'started' THEN (SELECT e.exit_code" + LAST
            + ") ELSE t.exit_code END AS exit_code"
            + " FROM rollout_targets t WHERE t.rollout_id = :id) found) page GROUP BY state, outcome, succeeded";

    private record Attempt(
            String firstId,
            String id,
            int attempt,
            State state,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt,
            Optional<Ending> ending) {}

    private record TargetRow(int position, Target host, String state, Optional<String> executionId) {}

    /** Where a page begins: after that position. */
    long position(Optional<String> cursor) throws InvalidException {
        return cursor.isPresent()
                ? Cursor.number(Cursor.parts(LIST, 1, cursor.get()).getFirst())
                : -1;
    }

    Page<RolloutTarget> page(Session session, long after, int limit) {
        List<TargetRow> rows = session.list(
                session.query("SELECT position, host, state, execution_id FROM rollout_targets"
                                + " WHERE rollout_id = :id AND position > :after ORDER BY position LIMIT :limit")
                        .bind("id", rollout.id())
                        .bind("after", after)
                        .bind("limit", limit + 1),
                row -> new TargetRow(
                        row.integer("position"),
                        new Target(row.text("host")),
                        row.text("state"),
                        row.optionalText("execution_id")));
        Map<String, Attempt> last = lastAttempts(
                session,
                rows.stream().flatMap(row -> row.executionId().stream()).toList());
        return Page.of(
                rows.stream().map(row -> target(row, last)).toList(),
                limit,
                target -> Cursor.of(LIST, target.position()));
    }

    private static Map<String, Attempt> lastAttempts(Session session, List<String> firstIds) {
        Map<String, Attempt> last = new HashMap<>();
        if (!firstIds.isEmpty()) {
            session.list(
                            session.query(
                                            "SELECT first_id, id, attempt, state, started_at, ended_at, outcome, exit_code,"
                                                    + " sentence FROM executions WHERE first_id IN (<ids>) ORDER BY first_id, attempt")
                                    .bindList("ids", firstIds),
                            RolloutTargets::attempt)
                    .forEach(attempt -> last.put(attempt.firstId(), attempt));
        }
        return last;
    }

    private static Attempt attempt(Row row) throws SQLException {
        Optional<Outcome> outcome = row.optionalText("outcome").flatMap(Outcome::named);
        Optional<Ending> ending = outcome.isEmpty()
                ? Optional.empty()
                : Optional.of(new Ending(
                        outcome.get(), row.optionalInteger("exit_code"), row.text("sentence"), Optional.empty()));
        return new Attempt(
                row.text("first_id"),
                row.text("id"),
                row.integer("attempt"),
                State.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
                row.optionalInstant("started_at"),
                row.optionalInstant("ended_at"),
                ending);
    }

    private RolloutTarget target(TargetRow row, Map<String, Attempt> last) {
        Optional<Attempt> attempt = row.executionId().map(last::get);
        Optional<Ending> withheld = attempt.isPresent() ? Optional.empty() : withheld(row.state());
        TargetState before = withheld.isPresent() ? TargetState.ENDED : TargetState.WAITING;
        return new RolloutTarget(
                row.position(),
                row.host(),
                attempt.map(found -> TargetState.of(found.state())).orElse(before),
                attempt.map(Attempt::id),
                attempt.map(found -> OptionalInt.of(found.attempt())).orElse(OptionalInt.empty()),
                attempt.flatMap(Attempt::startedAt),
                attempt.flatMap(Attempt::endedAt),
                attempt.isPresent() ? attempt.get().ending() : withheld);
    }

    /** How a target ended that has no execution. */
    private Optional<Ending> withheld(String state) {
        if (state.equals("ended")) {
            return Optional.of(notStarted("not started: the host was removed"));
        }
        return switch (rollout.state()) {
            case RUNNING, FINISHED -> Optional.empty();
            case STOPPED ->
                Optional.of(notStarted("not started: " + rollout.progress().failed()
                        + " targets failed before, and the rollout was stopped"));
            case CANCELLED -> Optional.of(notStarted("not started: the rollout was cancelled before"));
        };
    }

    private static Ending notStarted(String sentence) {
        return new Ending(Outcome.NOT_STARTED, OptionalInt.empty(), sentence, Optional.empty());
    }

    private record CountRow(String state, Optional<String> outcome, boolean succeeded, int n) {}

    RolloutCounts counts(Session session) {
        List<CountRow> rows = session.list(
                session.query(COUNTS).bind("id", rollout.id()),
                row -> new CountRow(
                        row.text("state"),
                        row.optionalText("outcome"),
                        row.integer("succeeded") == 1,
                        row.integer("n")));
        boolean isWithholding = rollout.state() == RolloutState.STOPPED || rollout.state() == RolloutState.CANCELLED;
        Map<TargetState, Integer> states = new EnumMap<>(TargetState.class);
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        int succeeded = 0;
        int withheld = 0;
        for (CountRow row : rows) {
            TargetState state = TargetState.valueOf(row.state().toUpperCase(Locale.ROOT));
            Optional<Outcome> outcome = row.outcome().flatMap(Outcome::named);
            if (state == TargetState.WAITING && isWithholding) {
                state = TargetState.ENDED;
                outcome = Optional.of(Outcome.NOT_STARTED);
                withheld += row.n();
            }
            states.merge(state, row.n(), Integer::sum);
            outcome.ifPresent(found -> outcomes.merge(found, row.n(), Integer::sum));
            succeeded += row.succeeded() ? row.n() : 0;
        }
        return new RolloutCounts(states, outcomes, succeeded, withheld);
    }
}
