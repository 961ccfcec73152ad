package cronium.server.store;

import cronium.server.domain.Ending;
import cronium.server.domain.EventName;
import cronium.server.domain.Execution;
import cronium.server.domain.Outcome;
import cronium.server.domain.State;
import cronium.server.domain.Target;
import cronium.server.domain.Trigger;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/** Rows of executions as values, and new ones as rows. */
final class ExecutionRows {
    private static final String INSERT =
            "INSERT INTO executions (id, event_id, event_name, event_version, payload_sha256,"
                    + " host, state, attempt, attempts, retry_delay, first_id, environment, triggered, triggered_by, queued_at, not_before, rollout_id)"
                    + " VALUES (:id, :event, :name, :version, :payload, :host, 'queued', :attempt, :attempts, :retryDelay, :first,"
                    + " :environment, :triggered, :triggeredBy, :queuedAt, :notBefore,"
                    + " COALESCE(:rollout, (SELECT rollout_id FROM executions WHERE id = :first))) RETURNING *";

    private ExecutionRows() {}

    static Execution execution(Row row) throws SQLException {
        return new Execution(
                row.text("id"),
                row.text("event_id"),
                new EventName(row.text("event_name")),
                row.number("event_version"),
                row.text("payload_sha256"),
                new Target(row.text("host")),
                State.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
                row.integer("attempt"),
                row.integer("attempts"),
                Duration.of(row.number("retry_delay"), ChronoUnit.MICROS),
                row.text("first_id"),
                row.optionalText("rollout_id"),
                Json.texts(row.text("environment")),
                Trigger.valueOf(row.text("triggered").toUpperCase(Locale.ROOT)),
                row.text("triggered_by"),
                row.instant("not_before"),
                row.optionalText("claimed_by"),
                new Execution.Times(
                        row.instant("queued_at"),
                        row.optionalInstant("claimed_at"),
                        row.optionalInstant("started_at"),
                        row.optionalInstant("ended_at")),
                row.optionalText("cancelled_by"),
                row.number("output_bytes"),
                ending(row));
    }

    private static Optional<Ending> ending(Row row) throws SQLException {
        Optional<Outcome> outcome = row.optionalText("outcome").flatMap(Outcome::named);
        return outcome.isEmpty()
                ? Optional.empty()
                : Optional.of(new Ending(
                        outcome.get(),
                        row.optionalInteger("exit_code"),
                        row.text("sentence"),
                        row.optionalText("result")));
    }

    /** An execution of its own, or one more attempt, which is of the rollout that the first one is of. */
    static Execution insert(Session session, NewExecution execution) {
        return insert(session, execution, Optional.empty());
    }

    static Execution insert(Session session, NewExecution execution, Optional<String> rolloutId) {
        Query inserted = session.query(INSERT)
                .bind("id", execution.id())
                .bind("event", execution.eventId())
                .bind("name", execution.eventName().text())
                .bind("version", execution.eventVersion())
                .bind("payload", execution.payloadSha256())
                .bind("host", execution.host().text())
                .bind("attempt", execution.attempt())
                .bind("attempts", execution.attempts())
                .bind("retryDelay", execution.retryDelay().dividedBy(Duration.of(1, ChronoUnit.MICROS)))
                .bind("first", execution.firstId())
                .bind("environment", Json.of(execution.environment()))
                .bind("triggered", execution.trigger().text())
                .bind("triggeredBy", execution.triggeredBy())
                .bind("queuedAt", execution.queuedAt())
                .bind("notBefore", execution.notBefore())
                .bind("rollout", rolloutId);
        return session.first(inserted, ExecutionRows::execution).orElseThrow();
    }

    static Optional<Execution> find(Session session, String id) {
        return session.first(
                session.query("SELECT * FROM executions WHERE id = :id").bind("id", id), ExecutionRows::execution);
    }
}
