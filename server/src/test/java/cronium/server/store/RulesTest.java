package cronium.server.store;

import static cronium.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cronium.server.domain.Ending;
import cronium.server.domain.Event;
import cronium.server.domain.Outcome;
import cronium.server.domain.State;
import cronium.server.domain.Target;
import cronium.server.domain.Trigger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the database refuses, also from a program that is not ours. */
@ParameterizedClass
@EnumSource
class RulesTest {
    private static final Ending DONE =
            new Ending(Outcome.EXITED, OptionalInt.of(0), "It exited with 0.", Optional.empty());

    @RegisterExtension
    final TestDatabases databases;

    private final Samples samples = new Samples();

    RulesTest(DatabaseKind kind) {
        databases = new TestDatabases(kind);
    }

    @Test
    void anExecutionTakesTheStepsThatTheDomainHasAndNoOther() throws SQLException {
        Event event = samples.saved(databases.database(), "hello");
        for (State from : State.values()) {
            for (State to : State.values()) {
                String id = in(from, event);
                boolean expected = from.mayBecome(to) || (from == to && from != State.ENDED);
                assertThat(refusal(change(id, to)).isEmpty())
                        .as("from %s to %s", from, to)
                        .isEqualTo(expected);
                databases.database().executions().requestCancel(id, "tester", NOW);
                databases.database().executions().end(id, "node", DONE, NOW, Optional.empty());
            }
        }
    }

    private String in(State state, Event event) {
        Executions executions = databases.database().executions();
        String id = executions
                .create(samples.execution(databases.database(), event, NOW), "tester")
                .id();
        if (state != State.QUEUED) {
            assertThat(executions
                            .claimNext("node", Target.LOCAL, NOW)
                            .orElseThrow()
                            .id())
                    .isEqualTo(id);
        }
        if (state == State.RUNNING) {
            assertThat(executions.started(id, "node", NOW)).isTrue();
        }
        if (state == State.ENDED) {
            assertThat(executions.end(id, "node", DONE, NOW, Optional.empty())).isTrue();
        }
        return id;
    }

    /** Whatever else has to be so in that state is made so. */
    private static String change(String id, State to) {
        String claimed = " claimed_by = COALESCE(claimed_by, 'node'), claimed_at = COALESCE(claimed_at, queued_at)";
        String notEnded = ", ended_at = NULL, outcome = NULL, sentence = NULL, exit_code = NULL, result = NULL";
        String rest = switch (to) {
            case QUEUED -> " claimed_by = NULL, claimed_at = NULL, started_at = NULL" + notEnded;
            case CLAIMED -> claimed + ", started_at = NULL" + notEnded;
            case RUNNING -> claimed + ", started_at = COALESCE(started_at, queued_at)" + notEnded;
            case ENDED -> " ended_at = queued_at, outcome = 'lost', sentence = 'Gone.', exit_code = NULL";
        };
        return "UPDATE executions SET state = '" + to.text() + "'," + rest + " WHERE id = '" + id + "'";
    }

    @Test
    void whatWasSavedAndWrittenDownNeverChanges() throws SQLException {
        Event event = samples.saved(databases.database(), "hello");
        String ended = in(State.ENDED, event);
        String queued = in(State.QUEUED, event);
        Map<String, String> refused = Map.ofEntries(
                Map.entry("UPDATE event_versions SET saved_by = 'x'", "a version never changes"),
                Map.entry("DELETE FROM event_versions", "a version is never removed"),
                Map.entry("UPDATE event_files SET executable = NOT executable", "files never change"),
                Map.entry("DELETE FROM event_files", "files are never removed"),
                Map.entry("UPDATE file_contents SET sha256 = sha256", "content of a file never changes"),
                Map.entry("DELETE FROM file_contents", ""),
                Map.entry("UPDATE audit_log SET actor = 'x'", "an audit row never changes"),
                Map.entry("DELETE FROM audit_log", "an audit row is never removed"),
                Map.entry("UPDATE payloads SET size = 1", "only whether a payload's file is there may change"),
                Map.entry("UPDATE events SET version = version + 2", "goes up by one"),
                Map.entry("UPDATE events SET name = 'x'", "keeps its id and name"),
                Map.entry("DELETE FROM events", "events are never removed"),
                Map.entry("UPDATE executions SET sentence = 'x' WHERE id = '" + ended + "'", "ended never changes"),
                Map.entry("UPDATE executions SET host = 'x' WHERE id = '" + queued + "'", "never changes"),
                Map.entry("DELETE FROM executions WHERE id = '" + queued + "'", "only an execution that ended"),
                Map.entry(
                        "UPDATE executions SET cancelled_by = 'x' WHERE id = '" + queued + "'",
                        "cancelled_by_somebody"),
                Map.entry("UPDATE executions SET state = 'ended' WHERE id = '" + queued + "'", "ended_has_an_end"),
                Map.entry("UPDATE executions SET state = 'claimed' WHERE id = '" + queued + "'", "claimed_has_a_node"),
                Map.entry(
                        "UPDATE executions SET claimed_by = 'x', claimed_at = queued_at WHERE id = '" + queued + "'",
                        "queued_is_not_claimed"));
        for (Map.Entry<String, String> entry : refused.entrySet()) {
            assertThat(refusal(entry.getKey()))
                    .as(entry.getKey())
                    .hasValueSatisfying(message -> assertThat(message).contains(entry.getValue()));
        }
    }

    @Test
    void anExecutionIsOfAPayloadThatIsThereAndOfAnAttemptInItsRange() {
        Event event = samples.saved(databases.database(), "hello");
        NewExecution good = samples.execution(databases.database(), event, NOW);
        refuse(with(good, samples.sha256(), 1, 3, good.firstId()));
        refuse(with(good, good.payloadSha256(), 0, 3, good.firstId()));
        refuse(with(good, good.payloadSha256(), 1, 101, good.firstId()));
        refuse(with(good, good.payloadSha256(), 4, 3, good.firstId()));
        refuse(with(good, good.payloadSha256(), 2, 3, good.firstId()));
        refuse(with(good, good.payloadSha256(), 2, 3, samples.id(NOW)));
        assertThat(databases.database().executions().create(good, "tester").id())
                .isEqualTo(good.id());
        NewExecution retry = samples.retry(good, NOW);
        databases.database().executions().create(retry, "tester");
        refuse(samples.retry(good, NOW));
    }

    private void refuse(NewExecution execution) {
        assertThatExceptionOfType(StoreException.class)
                .as("%s", execution)
                .isThrownBy(() -> databases.database().executions().create(execution, "tester"));
    }

    private static NewExecution with(NewExecution good, String payload, int attempt, int attempts, String firstId) {
        return new NewExecution(
                good.id(),
                good.eventId(),
                good.eventName(),
                good.eventVersion(),
                payload,
                good.host(),
                attempt,
                attempts,
                good.retryDelay(),
                firstId,
                good.environment(),
                attempt > 1 ? Trigger.RETRY : Trigger.MANUAL,
                good.triggeredBy(),
                good.queuedAt(),
                good.notBefore());
    }

    @Test
    void aRefusalSaysNothingOfTheValues() {
        Event event = samples.saved(databases.database(), "hello");
        NewExecution good = samples.execution(databases.database(), event, NOW);

        StoreException refused = catchThrowableOfType(
                StoreException.class,
                () -> databases
                        .database()
                        .executions()
                        .create(with(good, good.payloadSha256(), 4, 3, samples.id(NOW)), "tester"));

        StringBuilder all = new StringBuilder();
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            all.append(cause).append('\n');
        }
        assertThat(all).contains("attempt_range").doesNotContain("KEY", "value");
    }

    /** Why the database refuses a statement; nothing is kept of it in any case. */
    private Optional<String> refusal(String sql) throws SQLException {
        try (Connection connection = databases.connect()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate(sql);
                return Optional.empty();
            } catch (SQLException e) {
                return Optional.of(e.toString());
            } finally {
                connection.rollback();
            }
        }
    }
}
