package cronium.server.store;

import cronium.server.domain.Execution;
import cronium.server.domain.InvalidException;
import cronium.server.domain.State;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.Query;

/**
 * One page of executions, newest first. Every filter is equality on a column whose index goes on with the id, or a range of ids:
 * that is why times are looked for in the id. Two kinds of state are written differently: what has not ended says so, since the
 * indexes by state hold nothing else; and that something ended is asked by a column that no index leads to, as it is true of most.
 */
record ExecutionSearch(String condition, Map<String, String> values, int limit) {
    private static final String EXECUTIONS = "executions";
    private static final long MAX_MILLIS = (1L << 48) - 1;

    static ExecutionSearch of(ExecutionFilter filter, Optional<String> cursor, int limit) throws InvalidException {
        Map<String, String> values = new TreeMap<>();
        StringBuilder sql = new StringBuilder("1 = 1");
        filter.event().ifPresent(event -> values.put("event_name", event.text()));
        filter.host().ifPresent(host -> values.put("host", host.text()));
        if (filter.state().isPresent() && filter.state().get() != State.ENDED) {
            values.put("state", filter.state().get().text());
            sql.append(" AND state <> 'ended'");
        } else if (filter.state().isPresent()) {
            sql.append(" AND ended_at IS NOT NULL");
        }
        filter.outcome().ifPresent(outcome -> values.put("outcome", outcome.text()));
        filter.firstId().ifPresent(id -> values.put("first_id", id));
        filter.rollout().ifPresent(id -> values.put("rollout_id", id));
        values.keySet().forEach(column -> sql.append(" AND " + column + " = :" + column));
        if (filter.from().isPresent()) {
            sql.append(" AND id >= :from");
            values.put("from", firstIdAt(filter.from().get()));
        }
        if (filter.until().isPresent()) {
            sql.append(" AND id < :until");
            values.put("until", firstIdAt(filter.until().get()));
        }
        if (cursor.isPresent()) {
            sql.append(" AND id < :before");
            values.put(
                    "before",
                    Cursor.plain(Cursor.parts(EXECUTIONS, 1, cursor.get()).getFirst()));
        }
        return new ExecutionSearch(sql.toString(), values, limit);
    }

    Page<Execution> page(Session session) {
        Query query = session.query("SELECT * FROM executions WHERE " + condition + " ORDER BY id DESC LIMIT :limit")
                .bind("limit", limit + 1);
        values.forEach((name, value) -> query.bind(name, value));
        return Page.of(
                session.list(query, ExecutionRows::execution),
                limit,
                execution -> Cursor.of(EXECUTIONS, execution.id()));
    }

    /** What is not greater than any UUID of version 7 of that millisecond. */
    private static String firstIdAt(Instant at) {
        long millis = Math.clamp(at.getEpochSecond(), 0L, MAX_MILLIS / 1000) * 1000 + at.getNano() / 1_000_000;
        String hex = Long.toHexString((1L << 48) | Math.min(millis, MAX_MILLIS)).substring(1);
        return hex.substring(0, 8) + "-" + hex.substring(8);
    }
}
