package cronium.server.store;

import cronium.server.domain.AuditEntry;
import cronium.server.domain.InvalidException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.Query;

/** Who changed what. Changes that are made through this package write their rows themselves. Thread-safe. */
public final class AuditLog {
    private static final String LIST = "audit";

    private final Transactions transactions;

    AuditLog(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Writes down what was changed elsewhere than in the database.
     *
     * @param detail numbers and texts; never a secret
     */
    public void add(String actor, String action, String subject, Map<String, ?> detail, Instant at) {
        transactions.write(session -> {
            new AuditRow(actor, action, subject, detail, at).addTo(session);
            return true;
        });
    }

    /**
     * A page of rows, newest first.
     *
     * @param limit 1 to {@value Page#MAX_LIMIT}
     * @throws InvalidException naming {@code cursor}
     */
    public Page<AuditEntry> list(AuditFilter filter, Optional<String> cursor, int limit) throws InvalidException {
        Map<String, String> values = new TreeMap<>();
        filter.actor().ifPresent(actor -> values.put("actor", actor));
        filter.action().ifPresent(action -> values.put("action", action));
        filter.subject().ifPresent(subject -> values.put("subject", subject));
        StringBuilder sql = new StringBuilder("SELECT * FROM audit_log WHERE number < :before");
        values.keySet().forEach(column -> sql.append(" AND " + column + " = :" + column));
        sql.append(" ORDER BY number DESC LIMIT :limit");
        long before = Cursor.number(LIST, cursor);
        List<AuditEntry> rows = transactions.read(session -> {
            Query query = session.query(sql.toString()).bind("before", before).bind("limit", Page.checked(limit) + 1);
            values.forEach((name, value) -> query.bind(name, value));
            return session.list(
                    query,
                    row -> new AuditEntry(
                            row.number("number"),
                            row.instant("at"),
                            row.text("actor"),
                            row.text("action"),
                            row.text("subject"),
                            row.text("detail")));
        });
        return Page.of(rows, limit, entry -> Cursor.of(LIST, entry.number()));
    }
}
