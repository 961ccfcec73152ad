package cronium.server.store;

import java.time.Instant;
import java.util.Map;

/** The audit row that goes into the same transaction as what it tells of. */
record AuditRow(String actor, String action, String subject, Map<String, ?> detail, Instant at) {
    void addTo(Session session) {
        session.update("INSERT INTO audit_log (at, actor, action, subject, detail)"
                        + " VALUES (:at, :actor, :action, :subject, :detail)")
                .bind("at", at)
                .bind("actor", actor)
                .bind("action", action)
                .bind("subject", subject)
                .bind("detail", Json.of(detail))
                .execute();
    }
}
