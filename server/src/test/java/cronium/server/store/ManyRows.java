package cronium.server.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Fills the tables by SQL, which is quicker than saving: what is asked of them is only how they are searched. */
final class ManyRows {
    private static final String ZEROS = "'" + "0".repeat(56) + "' || (10000000 + i)";
    private static final String EVENT = "'00000000-0000-4000-8000-0000' || (10000000 + i)";

    private final DatabaseKind kind;
    private final int events;
    private final int executions;

    ManyRows(DatabaseKind kind, int events, int executions) {
        this.kind = kind;
        this.events = events;
        this.executions = executions;
    }

    void insertInto(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements()) {
                statement.executeUpdate(sql);
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private List<String> statements() {
        String first = "'01900000-0000-7000-8000-0000' || (10000000 + i)";
        return List.of(
                rows("file_contents (sha256, content)", 1, "'" + "a".repeat(64) + "', " + bytes()),
                rows(
                        "events (id, name, version, digest, description, enabled, schedule, targets, created_at, updated_at)",
                        events,
                        EVENT + ", 'event-' || (10000000 + i), 1, " + ZEROS + ", 'All words ' || (i % 100), "
                                + (kind == DatabaseKind.SQLITE ? "i % 2" : "i % 2 = 0") + ", NULL, 'local', " + at()
                                + ", " + at()),
                rows(
                        "event_versions (event_id, version, document, digest, saved_at, saved_by)",
                        events,
                        EVENT + ", 1, '{}', " + ZEROS + ", " + at() + ", 'tester'"),
                rows(
                        "event_files (event_id, version, path, executable, sha256)",
                        events,
                        EVENT + ", 1, 'main.sh', " + (kind == DatabaseKind.SQLITE ? "1" : "true") + ", '"
                                + "a".repeat(64) + "'"),
                rows(
                        "event_tags (event_id, tag, event_name)",
                        events,
                        EVENT + ", 'tag-' || (i % 10), 'event-' || (10000000 + i)"),
                rows(
                        "event_terms (event_id, term, event_name)",
                        events,
                        EVENT + ", 'event', 'event-' || (10000000 + i)"),
                rows("event_terms (event_id, term, event_name)", events, EVENT + ", 'all', 'event-' || (10000000 + i)"),
                rows(
                        "event_terms (event_id, term, event_name)",
                        events,
                        EVENT + ", 'w' || (i % 100), 'event-' || (10000000 + i)"),
                rows(
                        "event_terms (event_id, term, event_name)",
                        events,
                        EVENT + ", '' || (10000000 + i), 'event-' || (10000000 + i)"),
                rows(
                        "payloads (event_id, event_version, sha256, size, signed_by, created_at)",
                        events,
                        EVENT + ", 1, " + ZEROS + ", 1, 'key', " + at()),
                "INSERT INTO executions (id, event_id, event_name, event_version, payload_sha256, host, state, attempt,"
                        + " attempts, retry_delay, first_id, environment, triggered, triggered_by, queued_at, not_before) "
                        + numbers(executions) + " SELECT " + first
                        + ", e.id, e.name, 1, e.digest, 'host-' || (i % 10), 'queued', 1, 1, 0, " + first
                        + ", '{}', 'manual', 'tester', " + at() + ", " + at()
                        + " FROM n JOIN events e ON e.id = '00000000-0000-4000-8000-0000' || (10000001 + i % " + events
                        + ")",
                "UPDATE executions SET state = 'claimed', claimed_by = 'node', claimed_at = queued_at"
                        + " WHERE host <> 'host-3'",
                "UPDATE executions SET state = 'ended', ended_at = queued_at, outcome = CASE host WHEN 'host-1' THEN 'lost'"
                        + " ELSE 'exited' END, exit_code = 0, sentence = 'Over.' WHERE host NOT IN ('host-3', 'host-4')",
                "INSERT INTO rollouts (id, event_id, event_name, event_version, payload_sha256, attempts, retry_delay, environment,"
                        + " concurrency, targets, state, started_by, created_at) "
                        + numbers(2_000)
                        + " SELECT '01910000-0000-7000-8000-0000' || (10000000 + i), e.id, e.name, 1, e.digest, 1, 0, '{}', 5, 10,"
                        + " 'running', 'tester', " + at()
                        + " FROM n JOIN events e ON e.id = '00000000-0000-4000-8000-0000' || (10000001 + i % " + events
                        + ")",
                "INSERT INTO rollout_targets (rollout_id, position, host) " + numbers(20_000)
                        + " SELECT '01910000-0000-7000-8000-0000' || (10000001 + (i - 1) / 10), (i - 1) % 10,"
                        + " CASE WHEN i % 10 = 0 THEN 'local' ELSE 'host-' || i END FROM n",
                "UPDATE rollouts SET ended_at = created_at, state = 'stopped' WHERE id <> '01910000-0000-7000-8000-000010000777'"
                        + " AND id < '01910000-0000-7000-8000-000010001900'",
                rows(
                        "execution_output (execution_id, number, stream, byte_offset, nanos, journal_end, content)",
                        executions,
                        "'01900000-0000-7000-8000-0000' || (10000001 + i % 10), i, 1, i * 2, i, i, " + bytes()),
                rows(
                        "audit_log (at, actor, action, subject, detail)",
                        executions,
                        at() + ", 'actor-' || (i % 10), 'action-' || (i % 10), 'subject-' || i, '{}'"));
    }

    private static String rows(String into, int count, String values) {
        return "INSERT INTO " + into + " " + numbers(count) + " SELECT " + values + " FROM n";
    }

    private static String numbers(int count) {
        return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + count + ")";
    }

    private String at() {
        return kind == DatabaseKind.SQLITE ? "(1770000000 + i) * 1000000" : "to_timestamp(1770000000 + i)";
    }

    private String bytes() {
        return kind == DatabaseKind.SQLITE ? "x'0000'" : "'\\x0000'::bytea";
    }
}
