package cronium.server.store;

import cronium.server.domain.EventName;
import cronium.server.domain.Retries;
import cronium.server.domain.Rollout;
import cronium.server.domain.RolloutLimits;
import cronium.server.domain.RolloutProgress;
import cronium.server.domain.RolloutState;
import cronium.server.domain.Target;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Rows of rollouts as values, and new ones as rows. */
final class RolloutRows {
    private static final String INSERT =
            "INSERT INTO rollouts (id, event_id, event_name, event_version, payload_sha256,"
                    + " attempts, retry_delay, environment, concurrency, max_failures, batch, targets, state, started_by, created_at)"
                    + " VALUES (:id, :event, :name, :version, :payload, :attempts, :retryDelay, :environment, :concurrency,"
                    + " :maxFailures, :batch, :targets, 'running', :startedBy, :createdAt)";

    private RolloutRows() {}

    static Rollout rollout(Row row) throws SQLException {
        return new Rollout(
                row.text("id"),
                row.text("event_id"),
                new EventName(row.text("event_name")),
                row.number("event_version"),
                row.text("payload_sha256"),
                new Retries(row.integer("attempts"), Duration.of(row.number("retry_delay"), ChronoUnit.MICROS)),
                Json.texts(row.text("environment")),
                new RolloutLimits(
                        row.integer("concurrency"), row.optionalInteger("max_failures"), row.optionalInteger("batch")),
                new RolloutProgress(
                        row.integer("targets"), row.integer("started"), row.integer("ended"), row.integer("failed")),
                RolloutState.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
                row.text("started_by"),
                row.optionalText("cancelled_by"),
                row.instant("created_at"),
                row.optionalInstant("ended_at"));
    }

    static Optional<Rollout> find(Session session, String id) {
        return session.first(
                session.query("SELECT * FROM rollouts WHERE id = :id").bind("id", id), RolloutRows::rollout);
    }

    static void insert(Session session, NewRollout rollout) {
        session.update(INSERT)
                .bind("id", rollout.id())
                .bind("event", rollout.eventId())
                .bind("name", rollout.eventName().text())
                .bind("version", rollout.eventVersion())
                .bind("payload", rollout.payloadSha256())
                .bind("attempts", rollout.retries().attempts())
                .bind("retryDelay", rollout.retries().delay().dividedBy(Duration.of(1, ChronoUnit.MICROS)))
                .bind("environment", Json.of(rollout.environment()))
                .bind("concurrency", rollout.limits().concurrency())
                .bind("maxFailures", rollout.limits().maxFailures())
                .bind("batch", rollout.limits().batch())
                .bind("targets", rollout.targets().size())
                .bind("startedBy", rollout.startedBy())
                .bind("createdAt", rollout.createdAt())
                .execute();
        PreparedBatch batch = session.batch(
                "INSERT INTO rollout_targets (rollout_id, position, host) VALUES (:id, :position, :host)");
        int position = 0;
        for (Target target : rollout.targets()) {
            batch.bind("id", rollout.id())
                    .bind("position", position++)
                    .bind("host", target.text())
                    .add();
        }
        batch.execute();
    }
}
