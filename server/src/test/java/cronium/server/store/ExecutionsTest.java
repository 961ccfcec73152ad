package cronium.server.store;

import static cronium.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cronium.server.domain.Ending;
import cronium.server.domain.Event;
import cronium.server.domain.EventName;
import cronium.server.domain.Execution;
import cronium.server.domain.InvalidException;
import cronium.server.domain.Outcome;
import cronium.server.domain.State;
import cronium.server.domain.Target;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class ExecutionsTest {
    private static final Ending FAILED =
            new Ending(Outcome.EXITED, OptionalInt.of(3), "It exited with 3.", Optional.of("{\"a\": 1}"));

    @RegisterExtension
    final TestDatabases databases;

    private final Samples samples = new Samples();

    ExecutionsTest(DatabaseKind kind) {
        databases = new TestDatabases(kind);
    }

    private Executions executions() {
        return databases.database().executions();
    }

    private Event event(String name) {
        return samples.saved(databases.database(), name);
    }

    private NewExecution queued(Event event, Instant at) {
        NewExecution execution = samples.execution(databases.database(), event, at);
        executions().create(execution, "tester");
        return execution;
    }

    private Execution found(String id) {
        return executions().find(id).orElseThrow();
    }

    @Test
    void anExecutionGoesAllItsStepsAndKeepsTheirTimes() {
        NewExecution execution = queued(event("hello"), NOW);
        String id = execution.id();
        assertThat(found(id).state()).isEqualTo(State.QUEUED);
        assertThat(found(id).environment()).isEqualTo(Map.of("KEY", "value \u0000 ı"));
        assertThat(found(id).retryDelay()).isEqualTo(execution.retryDelay());

        Execution claimed =
                executions().claimNext("node", Target.LOCAL, NOW.plusSeconds(1)).orElseThrow();
        assertThat(claimed).isEqualTo(found(id));
        assertThat(claimed.state()).isEqualTo(State.CLAIMED);
        assertThat(executions().started(id, "node", NOW.plusSeconds(2))).isTrue();
        assertThat(executions().end(id, "node", FAILED, NOW.plusSeconds(3), Optional.empty()))
                .isTrue();

        Execution ended = found(id);
        assertThat(ended.state()).isEqualTo(State.ENDED);
        assertThat(ended.ending()).contains(FAILED);
        Instant micros = NOW.truncatedTo(ChronoUnit.MICROS);
        assertThat(ended.times())
                .isEqualTo(new Execution.Times(
                        micros,
                        Optional.of(micros.plusSeconds(1)),
                        Optional.of(micros.plusSeconds(2)),
                        Optional.of(micros.plusSeconds(3))));
    }

    @Test
    void onlyTheNodeThatClaimedItMayStartAndEndItAndOnlyOnce() {
        String id = queued(event("hello"), NOW).id();
        assertThat(executions().started(id, "node", NOW)).isFalse();
        assertThat(executions().end(id, "node", FAILED, NOW, Optional.empty())).isFalse();
        executions().claimNext("node", Target.LOCAL, NOW);

        assertThat(executions().started(id, "other", NOW)).isFalse();
        assertThat(executions().end(id, "other", FAILED, NOW, Optional.empty())).isFalse();
        assertThat(executions().started(id, "node", NOW)).isTrue();
        assertThat(executions().started(id, "node", NOW)).isFalse();
        assertThat(executions().end(id, "node", FAILED, NOW, Optional.empty())).isTrue();
        assertThat(executions().end(id, "node", FAILED, NOW, Optional.empty())).isFalse();
    }

    @Test
    void theOldestThatIsDueIsClaimedForItsHostOnly() {
        Event event = event("hello");
        String late = queued(event, NOW.plusSeconds(10)).id();
        String early = queued(event, NOW).id();

        assertThat(executions().claimNext("node", new Target("web1"), NOW)).isEmpty();
        assertThat(executions().claimNext("node", Target.LOCAL, NOW.minusSeconds(1)))
                .isEmpty();
        assertThat(executions().nextDue(Target.LOCAL, NOW.minusSeconds(1)))
                .contains(NOW.truncatedTo(ChronoUnit.MICROS));
        assertThat(executions().nextDue(Target.LOCAL, NOW))
                .contains(NOW.plusSeconds(10).truncatedTo(ChronoUnit.MICROS));
        assertThat(executions().queued(100)).isEqualTo(2);
        assertThat(executions().queued(1)).isEqualTo(1);
        assertThat(executions()
                        .claimNext("node", Target.LOCAL, NOW.plusSeconds(60))
                        .map(Execution::id))
                .contains(early);
        assertThat(executions()
                        .claimNext("node", Target.LOCAL, NOW.plusSeconds(60))
                        .map(Execution::id))
                .contains(late);
        assertThat(executions().claimNext("node", Target.LOCAL, NOW.plusSeconds(60)))
                .isEmpty();
        assertThat(executions().nextDue(Target.LOCAL, Instant.EPOCH)).isEmpty();
    }

    @Test
    void aRetryIsQueuedWithTheEndOrNotAtAll() throws InvalidException {
        NewExecution first = queued(event("hello"), NOW);
        executions().claimNext("node", Target.LOCAL, NOW);
        NewExecution retry = samples.retry(first, NOW.plusSeconds(1));

        assertThat(executions().end(first.id(), "other", FAILED, NOW, Optional.of(retry)))
                .isFalse();
        assertThat(executions().find(retry.id())).isEmpty();
        assertThat(executions().end(first.id(), "node", FAILED, NOW, Optional.of(retry)))
                .isTrue();

        Execution second = found(retry.id());
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.firstId()).isEqualTo(first.id());
        assertThat(list(new ExecutionFilter(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(first.id()),
                        Optional.empty(),
                        Optional.empty())))
                .containsExactly(retry.id(), first.id());
    }

    @Test
    void whatSomebodyAskedToEndIsNotTriedAgainHoweverItEnds() {
        NewExecution first = queued(event("hello"), NOW);
        executions().claimNext("node", Target.LOCAL, NOW);
        executions().requestCancel(first.id(), "boss", NOW);
        NewExecution retry = samples.retry(first, NOW.plusSeconds(1));

        assertThat(executions().end(first.id(), "node", FAILED, NOW, Optional.of(retry)))
                .isTrue();

        assertThat(found(first.id()).ending()).contains(FAILED);
        assertThat(executions().find(retry.id())).isEmpty();
    }

    @Test
    void cancellingEndsWhatIsQueuedAndAsksForTheEndOfWhatIsNot() throws InvalidException {
        Event event = event("hello");
        String queued = queued(event, NOW).id();
        assertThat(executions().requestCancel(queued, "boss", NOW)).isEqualTo(CancelAnswer.ENDED_NOW);
        assertThat(found(queued).ending().orElseThrow().outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(executions().claimNext("node", Target.LOCAL, NOW)).isEmpty();

        String claimed = queued(event, NOW).id();
        executions().claimNext("node", Target.LOCAL, NOW);
        assertThat(executions().cancelledOf("node", "")).isEmpty();
        assertThat(executions().requestCancel(claimed, "boss", NOW)).isEqualTo(CancelAnswer.REQUESTED);
        assertThat(executions().requestCancel(claimed, "other", NOW)).isEqualTo(CancelAnswer.REQUESTED);
        assertThat(found(claimed).cancelledBy()).contains("boss");
        assertThat(executions().cancelledOf("node", "")).containsExactly(claimed);
        assertThat(executions().cancelledOf("node", claimed)).isEmpty();
        assertThat(executions().cancelledOf("other", "")).isEmpty();
        assertThat(executions().started(claimed, "node", NOW)).isTrue();
        executions().end(claimed, "node", FAILED, NOW, Optional.empty());
        assertThat(executions().requestCancel(claimed, "boss", NOW)).isEqualTo(CancelAnswer.ALREADY_OVER);
        assertThat(executions().requestCancel("nothing", "boss", NOW)).isEqualTo(CancelAnswer.UNKNOWN);

        AuditFilter cancelled =
                new AuditFilter(Optional.of("boss"), Optional.of("execution.cancelled"), Optional.empty());
        assertThat(databases
                        .database()
                        .audit()
                        .list(cancelled, Optional.empty(), 10)
                        .items())
                .hasSize(2);
    }

    @Test
    void aNodeFindsWhatItLeftUnfinished() {
        Event event = event("hello");
        String first = queued(event, NOW).id();
        String second = queued(event, NOW).id();
        queued(event, NOW);
        executions().claimNext("node", Target.LOCAL, NOW);
        executions().claimNext("node", Target.LOCAL, NOW);
        executions().claimNext("other", Target.LOCAL, NOW);
        executions().started(second, "node", NOW);

        assertThat(executions().unfinishedOf("node", "", 10))
                .extracting(Execution::id)
                .containsExactly(first, second);
        assertThat(executions().unfinishedOf("node", first, 10))
                .extracting(Execution::id)
                .containsExactly(second);
        assertThat(executions().unfinishedOf("third", "", 10)).isEmpty();
    }

    @Test
    void aListIsNewestFirstAndEveryFilterHolds() throws InvalidException {
        Event hello = event("hello");
        Event world = event("world");
        String first = queued(hello, NOW).id();
        String second = queued(world, NOW.plusSeconds(10)).id();
        String third = queued(hello, NOW.plusSeconds(20)).id();
        executions().claimNext("node", Target.LOCAL, NOW);
        executions().end(first, "node", FAILED, NOW, Optional.empty());

        assertThat(list(ExecutionFilter.ALL)).containsExactly(third, second, first);
        assertThat(list(ExecutionFilter.ofEvent(new EventName("hello")))).containsExactly(third, first);
        assertThat(list(filter(Optional.of(Target.LOCAL), Optional.of(State.QUEUED), Optional.empty())))
                .containsExactly(third, second);
        assertThat(list(filter(Optional.empty(), Optional.empty(), Optional.of(Outcome.EXITED))))
                .containsExactly(first);
        assertThat(list(filter(Optional.of(new Target("web1")), Optional.empty(), Optional.empty())))
                .isEmpty();
        assertThat(list(between(Optional.of(NOW.plusSeconds(10)), Optional.of(NOW.plusSeconds(20)))))
                .containsExactly(second);
        assertThat(list(between(Optional.of(Instant.MIN), Optional.of(Instant.MAX))))
                .hasSize(3);
        assertThat(list(between(Optional.of(Instant.MAX), Optional.of(Instant.MIN))))
                .isEmpty();

        Page<Execution> page = executions().list(ExecutionFilter.ALL, Optional.empty(), 2);
        assertThat(executions().list(ExecutionFilter.ALL, page.next(), 2).items())
                .extracting(Execution::id)
                .containsExactly(first);
    }

    @Test
    void noListIsWithoutBound() {
        for (int limit : new int[] {Integer.MIN_VALUE, 0, 201}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> executions().list(ExecutionFilter.ALL, Optional.empty(), limit))
                    .withMessageContaining("1 to 200");
        }
    }

    private static ExecutionFilter filter(Optional<Target> host, Optional<State> state, Optional<Outcome> outcome) {
        return new ExecutionFilter(
                Optional.empty(), host, state, outcome, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static ExecutionFilter between(Optional<Instant> from, Optional<Instant> until) {
        return new ExecutionFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), from, until);
    }

    private List<String> list(ExecutionFilter filter) throws InvalidException {
        return executions().list(filter, Optional.empty(), 100).items().stream()
                .map(Execution::id)
                .toList();
    }
}
