package cronium.server.store;

import static cronium.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import cronium.server.documents.EventDocument;
import cronium.server.domain.Ending;
import cronium.server.domain.EventName;
import cronium.server.domain.Outcome;
import cronium.server.domain.Rollout;
import cronium.server.domain.State;
import cronium.server.domain.StoredPayload;
import cronium.server.domain.Tag;
import cronium.server.domain.Target;
import cronium.server.execute.Ids;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The statements that are really run, and what the database would do for each. */
@ParameterizedClass
@EnumSource
class QueryPlansTest {
    private static final String BIG = "(events|event_versions|event_files|event_tags|event_terms|payloads|executions"
            + "|execution_output|audit_log|file_contents|rollouts|rollout_targets)";
    /** One row after another, without an index to go by. SQLite says SCAN also of subqueries, such as a page of at most 201 rows: their names are no tables. */
    private static final Pattern SCAN =
            Pattern.compile("Seq Scan on " + BIG + "|^SCAN (?!CONSTANT|(found|page)\\b)(?!.*USING)");

    @RegisterExtension
    final TestDatabases databases;

    private final List<String> statements = new ArrayList<>();

    QueryPlansTest(DatabaseKind kind) {
        databases = new TestDatabases(kind);
    }

    private final class Statements implements SqlLogger {
        @Override
        public void logBeforeExecution(StatementContext context) {
            // PostgreSQL's driver writes the values into it, and its plans depend on them; those of SQLite do not.
            statements.add(
                    databases.kind() == DatabaseKind.SQLITE
                            ? context.getParsedSql().getSql()
                            : context.getStatement().toString().replaceFirst("^.* wrapping ", ""));
        }
    }

    @Test
    void noListSearchOrClaimGoesThroughAWholeTable() throws Exception {
        try (Connection connection = databases.connect()) {
            new ManyRows(databases.kind(), 12_000, 8_000).insertInto(connection);
        }
        if (databases.kind() == DatabaseKind.SQLITE) {
            // As it is for operators: nobody tells SQLite to count its rows.
            assertThat(scans()).isEmpty();
        }
        try (Connection connection = databases.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(databases.kind() == DatabaseKind.SQLITE ? "ANALYZE" : "VACUUM ANALYZE");
        }
        assertThat(scans()).isEmpty();
    }

    private List<String> scans() throws Exception {
        statements.clear();
        Dialect dialect = databases.kind() == DatabaseKind.SQLITE ? new Sqlite() : new Postgresql();
        try (Pools pools = dialect.open(databases.settings())) {
            runAll(new Transactions(pools, dialect, new Statements()));
        }
        assertThat(statements).hasSizeGreaterThan(60);
        List<String> scans = new ArrayList<>();
        try (Connection connection = databases.connect()) {
            for (String sql : statements) {
                List<String> plan = plan(connection, sql);
                if (plan.stream().anyMatch(line -> SCAN.matcher(line).find())) {
                    scans.add(sql + "\n" + String.join("\n", plan));
                }
            }
        }
        return scans;
    }

    /** Filters that go together have an index together: the rarer of two alone may be common enough. */
    @Test
    void twoFiltersAreLookedUpInOneIndex() throws Exception {
        if (databases.kind() != DatabaseKind.SQLITE) {
            return;
        }
        Optional<EventName> event = Optional.of(new EventName("event"));
        Optional<Target> host = Optional.of(Target.LOCAL);
        Map<String, ExecutionFilter> filters = Map.of(
                "event_name=? AND outcome=?",
                        filter(event, Optional.empty(), Optional.empty(), Optional.of(Outcome.LOST)),
                "event_name=? AND host=?", filter(event, host, Optional.empty(), Optional.empty()),
                "event_name=? AND state=?",
                        filter(event, Optional.empty(), Optional.of(State.RUNNING), Optional.empty()),
                "host=? AND outcome=?", filter(Optional.empty(), host, Optional.empty(), Optional.of(Outcome.LOST)),
                "host=? AND state=?", filter(Optional.empty(), host, Optional.of(State.RUNNING), Optional.empty()),
                "state=?", filter(Optional.empty(), Optional.empty(), Optional.of(State.RUNNING), Optional.empty()),
                "event_name=?", filter(event, Optional.empty(), Optional.of(State.ENDED), Optional.empty()),
                "host=?", filter(Optional.empty(), host, Optional.of(State.ENDED), Optional.empty()));
        try (Pools pools = new Sqlite().open(databases.settings());
                Connection connection = databases.connect()) {
            Executions executions = new Executions(new Transactions(pools, new Sqlite(), new Statements()));
            for (Map.Entry<String, ExecutionFilter> entry : filters.entrySet()) {
                executions.list(entry.getValue(), Optional.empty(), 10);
                assertThat(plan(connection, statements.getLast()))
                        .anyMatch(line -> line.endsWith("(" + entry.getKey() + ")"));
            }
        }
    }

    private static ExecutionFilter filter(
            Optional<EventName> event, Optional<Target> host, Optional<State> state, Optional<Outcome> outcome) {
        return new ExecutionFilter(event, host, state, outcome, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private List<String> plan(Connection connection, String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        boolean sqlite = databases.kind() == DatabaseKind.SQLITE;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery((sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + sql)) {
            while (rows.next()) {
                lines.add(rows.getString(sqlite ? "detail" : "QUERY PLAN"));
            }
        }
        return lines;
    }

    private static void runAll(Transactions transactions) throws Exception {
        runEvents(new Events(transactions, EventDocument::read, 3_000));
        runExecutions(new Executions(transactions));
        runPayloads(new Payloads(transactions));
        runRollouts(new Rollouts(transactions));
        new HostVisits(transactions).due("node", "host-1", 50);
        Outputs outputs = new Outputs(transactions);
        String id = "01900000-0000-7000-8000-000010000002";
        outputs.read(id, 3_000, 10, 10);
        outputs.readStream(id, 1, 6_000, 10);
        outputs.end(id);
        AuditLog audit = new AuditLog(transactions);
        audit.list(AuditFilter.ALL, Optional.of(Cursor.of("audit", 4_000)), 50);
        audit.list(new AuditFilter(Optional.of("actor-1"), Optional.empty(), Optional.empty()), Optional.empty(), 50);
        audit.list(new AuditFilter(Optional.empty(), Optional.of("action-1"), Optional.empty()), Optional.empty(), 50);
        audit.list(new AuditFilter(Optional.empty(), Optional.empty(), Optional.of("subject-9")), Optional.empty(), 50);
    }

    private static void runEvents(Events events) throws Exception {
        Optional<String> cursor = Optional.of(Cursor.of("events", "event-10002000"));
        Optional<Tag> tag = Optional.of(new Tag("tag-3"));
        for (String search : List.of("", "event", "10000077", "10000077 all", "nothing", "event all w7 1000007")) {
            events.list(new EventFilter(Optional.of(search), Optional.empty(), Optional.empty()), cursor, 50);
            events.list(new EventFilter(Optional.of(search), tag, Optional.empty()), cursor, 50);
            events.list(
                    new EventFilter(Optional.of(search), Optional.empty(), Optional.of(true)), Optional.empty(), 50);
        }
        events.find(new EventName("nothing"));
        events.current(new EventName("nothing"));
        events.version("00000000-0000-4000-8000-000010000099", 7);
        events.versions("00000000-0000-4000-8000-000010000099", Optional.empty(), 50);
    }

    private static void runExecutions(Executions executions) throws Exception {
        Optional<String> cursor = Optional.of(Cursor.of("executions", "01900000-0000-7000-8000-000010004000"));
        Optional<EventName> event = Optional.of(new EventName("event-10000077"));
        Optional<Target> host = Optional.of(new Target("host-3"));
        Optional<State> queued = Optional.of(State.QUEUED);
        Optional<Outcome> lost = Optional.of(Outcome.LOST);
        Optional<String> first = Optional.of("01900000-0000-7000-8000-000010000002");
        Optional<Instant> time = Optional.of(Instant.ofEpochMilli(0x0190_0000_0000L));
        Optional<Instant> later = Optional.of(Instant.ofEpochMilli(0x0190_0000_0001L));
        List<ExecutionFilter> filters = List.of(
                ExecutionFilter.ALL,
                ExecutionFilter.ofRollout("01910000-0000-7000-8000-000010000777"),
                new ExecutionFilter(
                        event, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), time, later),
                new ExecutionFilter(event, Optional.empty(), Optional.empty(), lost, Optional.empty(), time, later),
                new ExecutionFilter(
                        Optional.empty(), host, Optional.empty(), Optional.empty(), Optional.empty(), time, later),
                new ExecutionFilter(
                        Optional.empty(), Optional.empty(), queued, Optional.empty(), Optional.empty(), time, later),
                new ExecutionFilter(
                        Optional.empty(), Optional.empty(), Optional.empty(), lost, Optional.empty(), time, later),
                new ExecutionFilter(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), first, time, later),
                new ExecutionFilter(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        later,
                        later));
        for (ExecutionFilter filter : filters) {
            executions.list(filter, Optional.empty(), 50);
            executions.list(filter, cursor, 50);
        }
        Target target = host.get();
        String id = executions
                .claimNext("other", target, Instant.parse("2030-01-01T00:00:00Z"))
                .orElseThrow()
                .id();
        executions.started(id, "other", NOW);
        executions.cancelledOf("node", id);
        executions.requestCancel(id, "tester", NOW);
        executions.end(
                id,
                "other",
                new Ending(Outcome.LOST, OptionalInt.empty(), "Gone.", Optional.empty()),
                NOW,
                Optional.empty());
        executions.nextDue(target, NOW);
        executions.unfinishedOf("node", "", 50);
        executions.queued(10);
    }

    private static void runRollouts(Rollouts rollouts) throws Exception {
        String id = "01910000-0000-7000-8000-000010000777";
        rollouts.list(Optional.empty(), 50);
        rollouts.list(Optional.of(Cursor.of("rollouts", id)), 50);
        rollouts.underWay("", 50);
        Rollout rollout = rollouts.find(id).orElseThrow();
        rollouts.targets(rollout, Optional.empty(), 50);
        rollouts.counts(rollout);
        Ids ids = new Ids(Clock.systemUTC(), new SecureRandom());
        rollouts.advance(id, NOW, ids::next, 2);
        rollouts.advance(id, NOW, ids::next, 2);
        rollouts.toCancel(id, 50);
        rollouts.requestCancel(id, "tester", NOW);
    }

    private static void runPayloads(Payloads payloads) throws Exception {
        payloads.list(Optional.empty(), 50);
        payloads.list(Optional.of(Cursor.of("payloads", NOW, "x", 1)), 50);
        payloads.find("00000000-0000-4000-8000-000010000099", 1);
        payloads.isReferenced("0".repeat(64));
        payloads.remove(
                new StoredPayload(
                        "00000000-0000-4000-8000-000010000099", 1, "0".repeat(64), 1, "x", NOW, Optional.empty()),
                new RetentionRule(Optional.of(NOW), OptionalInt.of(3)),
                "tester",
                NOW,
                _ -> {});
    }
}
