package cronium.server.store;

import static cronium.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cronium.server.domain.Ending;
import cronium.server.domain.Event;
import cronium.server.domain.Execution;
import cronium.server.domain.Host;
import cronium.server.domain.HostAddress;
import cronium.server.domain.HostLogin;
import cronium.server.domain.InvalidException;
import cronium.server.domain.Outcome;
import cronium.server.domain.Retries;
import cronium.server.domain.Rollout;
import cronium.server.domain.RolloutCounts;
import cronium.server.domain.RolloutLimits;
import cronium.server.domain.RolloutState;
import cronium.server.domain.RolloutTarget;
import cronium.server.domain.Target;
import cronium.server.domain.TargetState;
import cronium.server.domain.Trigger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Steps of rollouts; executions are ended through the database, as a node does it. */
@ParameterizedClass
@EnumSource
class RolloutsTest {
    private static final int ALL = 1_000;

    @RegisterExtension
    final TestDatabases databases;

    private final Samples samples = new Samples();

    RolloutsTest(DatabaseKind kind) {
        databases = new TestDatabases(kind);
    }

    private Rollouts rollouts() {
        return databases.database().rollouts();
    }

    private Executions executions() {
        return databases.database().executions();
    }

    private String nextId() {
        return samples.id(NOW);
    }

    private List<Target> hosts(int count) {
        List<Target> hosts =
                IntStream.range(0, count).mapToObj(i -> new Target("h" + i)).toList();
        for (Target host : hosts) {
            databases
                    .database()
                    .hosts()
                    .save(
                            new Host(
                                    host,
                                    HostAddress.parse("web"),
                                    List.of(),
                                    Map.of(),
                                    HostLogin.USUAL,
                                    Optional.empty(),
                                    NOW,
                                    Optional.empty()),
                            "tester",
                            NOW);
        }
        return hosts;
    }

    private NewRollout sample(List<Target> targets, RolloutLimits limits, int attempts) {
        Event event =
                samples.saved(databases.database(), "hello-" + samples.sha256().substring(58));
        String payload = databases
                .database()
                .payloads()
                .find(event.id(), event.version())
                .orElseThrow()
                .sha256();
        return new NewRollout(
                samples.id(NOW),
                event.id(),
                event.spec().name(),
                event.version(),
                payload,
                new Retries(attempts, Duration.ofSeconds(3)),
                Map.of("KEY", "value"),
                limits,
                targets,
                "tester",
                NOW);
    }

    private String began(List<Target> targets, RolloutLimits limits, int attempts) {
        return rollouts().create(sample(targets, limits, attempts)).id();
    }

    private static RolloutLimits limits(int concurrency) {
        return new RolloutLimits(concurrency, OptionalInt.empty(), OptionalInt.empty());
    }

    private List<String> advance(String id) {
        return rollouts().advance(id, NOW, this::nextId, ALL).orElseThrow().queued().stream()
                .map(Target::text)
                .toList();
    }

    private Execution end(String host, int exitCode) {
        return end(host, exitCode, Optional.empty());
    }

    private Execution end(String host, int exitCode, Optional<NewExecution> retry) {
        Execution execution = executions()
                .claimNext("node", new Target(host), NOW.plusSeconds(60))
                .orElseThrow();
        executions().started(execution.id(), "node", NOW);
        Ending ending = new Ending(
                Outcome.EXITED, OptionalInt.of(exitCode), "It exited with " + exitCode + ".", Optional.empty());
        assertThat(executions().end(execution.id(), "node", ending, NOW, retry)).isTrue();
        return execution;
    }

    private Rollout found(String id) {
        return rollouts().find(id).orElseThrow();
    }

    private List<RolloutTarget> targets(String id) throws InvalidException {
        return rollouts().targets(found(id), Optional.empty(), 200).items();
    }

    @Test
    void noMoreRunAtOnceThanItsConcurrencyAndEachTargetRunsOnce() throws InvalidException {
        String id = began(hosts(5), limits(2), 1);

        assertThat(advance(id)).containsExactly("h0", "h1");
        assertThat(rollouts().advance(id, NOW, this::nextId, ALL).orElseThrow().changed())
                .isFalse();
        end("h1", 0);
        assertThat(advance(id)).containsExactly("h2");
        end("h0", 3);
        end("h2", 0);
        assertThat(advance(id)).containsExactly("h3", "h4");
        assertThat(found(id).endedAt()).isEmpty();
        end("h3", 0);
        end("h4", 0);
        assertThat(advance(id)).isEmpty();

        Rollout over = found(id);
        assertThat(over.state()).isEqualTo(RolloutState.FINISHED);
        assertThat(over.endedAt()).isPresent();
        assertThat(over.progress().failed()).isEqualTo(1);
        assertThat(rollouts().advance(id, NOW, this::nextId, ALL)).isEmpty();
        assertThat(rollouts().underWay("", 10)).isEmpty();
        List<Execution> all = executions()
                .list(ExecutionFilter.ofRollout(id), Optional.empty(), 100)
                .items();
        assertThat(all).extracting(execution -> execution.host().text()).containsExactly("h4", "h3", "h2", "h1", "h0");
        assertThat(all).allSatisfy(execution -> {
            assertThat(execution.rolloutId()).contains(id);
            assertThat(execution.environment()).isEqualTo(Map.of("KEY", "value"));
        });
        assertThat(targets(id))
                .extracting(target -> target.ending().orElseThrow().sentence())
                .containsExactly(
                        "It exited with 3.",
                        "It exited with 0.",
                        "It exited with 0.",
                        "It exited with 0.",
                        "It exited with 0.");
        RolloutCounts counts = rollouts().counts(over);
        assertThat(counts.states()).isEqualTo(Map.of(TargetState.ENDED, 5));
        assertThat(counts.outcomes()).isEqualTo(Map.of(Outcome.EXITED, 5));
        assertThat(counts.succeeded()).isEqualTo(4);
        assertThat(counts.failed()).isEqualTo(1);
    }

    @Test
    void aBatchBeginsWhenTheOneBeforeItIsOver() {
        String id = began(hosts(5), new RolloutLimits(50, OptionalInt.empty(), OptionalInt.of(2)), 1);

        assertThat(advance(id)).containsExactly("h0", "h1");
        end("h0", 0);
        assertThat(advance(id)).isEmpty();
        end("h1", 1);
        assertThat(advance(id)).containsExactly("h2", "h3");
        end("h2", 0);
        end("h3", 0);
        assertThat(advance(id)).containsExactly("h4");
    }

    @Test
    void whenTooManyFailedNoMoreAreStartedAndWhatRunsGoesOn() throws InvalidException {
        String id = began(hosts(6), new RolloutLimits(3, OptionalInt.of(2), OptionalInt.empty()), 1);
        advance(id);
        end("h0", 1);
        assertThat(advance(id)).containsExactly("h3");
        end("h1", 1);
        assertThat(advance(id)).isEmpty();

        assertThat(found(id).state()).isEqualTo(RolloutState.STOPPED);
        assertThat(found(id).endedAt()).isEmpty();
        end("h2", 0);
        end("h3", 0);
        assertThat(advance(id)).isEmpty();
        assertThat(found(id).state()).isEqualTo(RolloutState.STOPPED);
        assertThat(found(id).endedAt()).isPresent();
        RolloutCounts counts = rollouts().counts(found(id));
        assertThat(counts.outcomes()).isEqualTo(Map.of(Outcome.EXITED, 4, Outcome.NOT_STARTED, 2));
        assertThat(counts.succeeded()).isEqualTo(2);
        assertThat(counts.failed()).isEqualTo(2);
        assertThat(counts.withheld()).isEqualTo(2);
        assertThat(targets(id).getLast().state()).isEqualTo(TargetState.ENDED);
        assertThat(targets(id).getLast().ending().orElseThrow().sentence())
                .isEqualTo("not started: 2 targets failed before, and the rollout was stopped");
        assertThat(targets(id).getLast().executionId()).isEmpty();
    }

    @Test
    void aTargetThatIsTriedAgainIsOverWithItsLastAttemptAndCountsAsThat() throws InvalidException {
        String id = began(hosts(2), new RolloutLimits(1, OptionalInt.of(1), OptionalInt.empty()), 2);
        advance(id);
        NewExecution retry = retryOf(executions()
                .list(ExecutionFilter.ALL, Optional.empty(), 1)
                .items()
                .getFirst());
        end("h0", 1, Optional.of(retry));

        assertThat(advance(id)).isEmpty();
        assertThat(found(id).progress().failed()).isZero();
        assertThat(targets(id).getFirst().state()).isEqualTo(TargetState.QUEUED);
        assertThat(targets(id).getFirst().attempt()).hasValue(2);
        assertThat(executions().find(retry.id()).orElseThrow().rolloutId()).contains(id);
        end("h0", 0);
        assertThat(advance(id)).containsExactly("h1");
        assertThat(found(id).progress().failed()).isZero();
        assertThat(targets(id).getFirst().executionId()).contains(retry.id());
    }

    private NewExecution retryOf(Execution first) {
        return new NewExecution(
                samples.id(NOW),
                first.eventId(),
                first.eventName(),
                first.eventVersion(),
                first.payloadSha256(),
                first.host(),
                2,
                2,
                first.retryDelay(),
                first.firstId(),
                first.environment(),
                Trigger.RETRY,
                "tester",
                NOW,
                NOW);
    }

    @Test
    void aRolloutThatIsCancelledStartsNoMoreAndEndsWithWhatRuns() throws InvalidException {
        String id = began(hosts(4), limits(2), 1);
        advance(id);
        assertThat(rollouts().toCancel(id, 10)).hasSize(2);

        assertThat(rollouts().requestCancel(id, "boss", NOW)).isEqualTo(CancelAnswer.REQUESTED);
        assertThat(rollouts().requestCancel(id, "other", NOW)).isEqualTo(CancelAnswer.REQUESTED);
        assertThat(found(id).cancelledBy()).contains("boss");
        for (String execution : rollouts().toCancel(id, 10)) {
            executions().requestCancel(execution, "boss", NOW);
        }
        assertThat(rollouts().toCancel(id, 10)).isEmpty();
        assertThat(advance(id)).isEmpty();
        assertThat(found(id).state()).isEqualTo(RolloutState.CANCELLED);
        assertThat(found(id).endedAt()).isPresent();
        assertThat(rollouts().requestCancel(id, "boss", NOW)).isEqualTo(CancelAnswer.ALREADY_OVER);
        assertThat(rollouts().requestCancel("nothing", "boss", NOW)).isEqualTo(CancelAnswer.UNKNOWN);
        assertThat(rollouts().counts(found(id)).outcomes())
                .isEqualTo(Map.of(Outcome.CANCELLED, 2, Outcome.NOT_STARTED, 2));
        assertThat(targets(id).getLast().ending().orElseThrow().sentence())
                .isEqualTo("not started: the rollout was cancelled before");
    }

    @Test
    void aHostThatWasRemovedBeforeItsTurnIsNotStartedAndFailed() throws InvalidException {
        String id = began(hosts(3), limits(1), 1);
        databases.database().hosts().delete(new Target("h1"), "tester", NOW);
        advance(id);
        end("h0", 0);
        assertThat(advance(id)).isEmpty();
        assertThat(advance(id)).containsExactly("h2");

        assertThat(found(id).progress().failed()).isEqualTo(1);
        assertThat(targets(id).get(1).ending().orElseThrow())
                .isEqualTo(new Ending(
                        Outcome.NOT_STARTED,
                        OptionalInt.empty(),
                        "not started: the host was removed",
                        Optional.empty()));
    }

    @Test
    void removedHostsCountAgainstTheFailuresThatARolloutMayHaveAtOnce() throws InvalidException {
        String id = began(hosts(5), new RolloutLimits(5, OptionalInt.of(1), OptionalInt.empty()), 1);
        databases.database().hosts().delete(new Target("h1"), "tester", NOW);

        assertThat(advance(id)).containsExactly("h0");

        assertThat(found(id).state()).isEqualTo(RolloutState.STOPPED);
    }

    @Test
    void aStepIsDoneWhollyOrNotAtAll() throws InvalidException {
        String id = began(hosts(5), limits(5), 1);
        List<String> given = new ArrayList<>();

        assertThatThrownBy(() -> rollouts()
                        .advance(
                                id,
                                NOW,
                                () -> {
                                    if (given.size() == 3) {
                                        throw new IllegalStateException("as if it were killed");
                                    }
                                    given.add(samples.id(NOW));
                                    return given.getLast();
                                },
                                ALL))
                .hasMessage("as if it were killed");

        assertThat(executions()
                        .list(ExecutionFilter.ofRollout(id), Optional.empty(), 100)
                        .items())
                .isEmpty();
        assertThat(targets(id)).extracting(RolloutTarget::state).containsOnly(TargetState.WAITING);
        assertThat(advance(id)).hasSize(5);
    }

    @Test
    void severalNodesThatAdvanceOneRolloutNeverGiveATargetTwoExecutions() throws Exception {
        String id = began(hosts(60), limits(7), 1);
        List<Callable<Integer>> nodes = new ArrayList<>();
        try (Database other = databases.reopened();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                Database database = i % 2 == 0 ? databases.database() : other;
                nodes.add(() -> advanceToTheEnd(database, id));
            }
            int most = 0;
            for (Future<Integer> node : threads.invokeAll(nodes)) {
                most = Math.max(most, node.get());
            }
            assertThat(most).isBetween(1, 7);
        }

        Rollout over = found(id);
        assertThat(over.state()).isEqualTo(RolloutState.FINISHED);
        List<Execution> all = executions()
                .list(ExecutionFilter.ofRollout(id), Optional.empty(), 200)
                .items();
        assertThat(all).hasSize(60);
        assertThat(all.stream().map(Execution::host).distinct()).hasSize(60);
    }

    /** A node that is a coordinator and runs scripts too. Returns how many it saw run at once. */
    private int advanceToTheEnd(Database database, String id) {
        int most = 0;
        String node = "node-" + Thread.currentThread().threadId();
        for (Optional<RolloutStep> step = database.rollouts().advance(id, NOW, this::nextId, ALL);
                step.isPresent() && step.get().rollout().endedAt().isEmpty();
                step = database.rollouts().advance(id, NOW, this::nextId, ALL)) {
            most = Math.max(most, step.get().rollout().progress().running());
            for (Target host : step.get().queued()) {
                Execution execution =
                        database.executions().claimNext(node, host, NOW).orElseThrow();
                Ending done = new Ending(Outcome.EXITED, OptionalInt.of(0), "Done.", Optional.empty());
                database.executions().end(execution.id(), node, done, NOW, Optional.empty());
            }
        }
        return most;
    }

    @Test
    void oneRequestBeginsOneRollout() {
        NewRollout first = sample(hosts(1), limits(1), 1);
        NewRollout second = sample(hosts(1), limits(1), 1);
        OnceKey key = new OnceKey("ci", "k", "digest", NOW.plusSeconds(60));

        assertThat(rollouts().createOnce(first, key)).isInstanceOf(RolloutOnce.Now.class);
        assertThat(rollouts().createOnce(second, key)).isEqualTo(new RolloutOnce.Before(found(first.id())));
        assertThat(rollouts().createOnce(second, new OnceKey("ci", "k", "other", NOW.plusSeconds(60))))
                .isEqualTo(new RolloutOnce.OtherRequest());
        assertThat(rollouts().find(second.id())).isEmpty();
    }

    @Test
    void listsAreReadInPages() throws InvalidException {
        List<Target> hosts = hosts(3);
        String first = began(hosts, limits(1), 1);
        String second = began(hosts, limits(1), 1);

        Page<Rollout> page = rollouts().list(Optional.empty(), 1);
        assertThat(page.items()).extracting(Rollout::id).containsExactly(second);
        assertThat(rollouts().list(page.next(), 1).items())
                .extracting(Rollout::id)
                .containsExactly(first);
        assertThat(rollouts().underWay("", 1)).containsExactly(first);
        assertThat(rollouts().underWay(first, 1)).containsExactly(second);
        Page<RolloutTarget> targets = rollouts().targets(found(first), Optional.empty(), 2);
        assertThat(targets.items()).extracting(target -> target.host().text()).containsExactly("h0", "h1");
        assertThat(rollouts().targets(found(first), targets.next(), 2).items())
                .extracting(target -> target.host().text())
                .containsExactly("h2");
    }

    @Test
    void theDatabaseItselfRefusesWhatGoesBack() throws SQLException {
        String id = began(hosts(2), limits(1), 1);
        advance(id);
        Map<String, String> refused = Map.of(
                "UPDATE rollout_targets SET state = 'waiting', execution_id = NULL WHERE state = 'started'",
                "a target of a rollout has one execution",
                "UPDATE rollout_targets SET host = 'x'",
                "a target of a rollout has one execution",
                "UPDATE rollouts SET started = 0",
                "a rollout only goes on",
                "UPDATE rollouts SET targets = 9",
                "a rollout only goes on",
                "UPDATE executions SET rollout_id = NULL",
                "what an execution is of never changes");
        try (Connection connection = databases.connect();
                Statement statement = connection.createStatement()) {
            refused.forEach((sql, message) -> assertThatThrownBy(() -> statement.executeUpdate(sql))
                    .as(sql)
                    .hasMessageContaining(message));
        }
    }

    @Test
    void timesAreKeptToTheMicrosecond() {
        String id = began(hosts(1), limits(1), 1);
        Instant micros = NOW.truncatedTo(ChronoUnit.MICROS);

        assertThat(found(id).createdAt()).isEqualTo(micros);
        assertThat(found(id).retries()).isEqualTo(new Retries(1, Duration.ofSeconds(3)));
    }
}
