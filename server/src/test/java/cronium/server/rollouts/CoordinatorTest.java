package cronium.server.rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.server.documents.EventDocument;
import cronium.server.domain.Ending;
import cronium.server.domain.Event;
import cronium.server.domain.Execution;
import cronium.server.domain.Host;
import cronium.server.domain.HostAddress;
import cronium.server.domain.HostLogin;
import cronium.server.domain.Outcome;
import cronium.server.domain.Retries;
import cronium.server.domain.Rollout;
import cronium.server.domain.RolloutLimits;
import cronium.server.domain.RolloutState;
import cronium.server.domain.Target;
import cronium.server.execute.Ids;
import cronium.server.store.Database;
import cronium.server.store.DatabaseSettings;
import cronium.server.store.ExecutionFilter;
import cronium.server.store.NewRollout;
import cronium.server.store.Page;
import cronium.server.store.Samples;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A coordinator at work; the test is the node that runs what it queues. */
class CoordinatorTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path directory;

    private final Samples samples = new Samples();
    private final Ids ids = new Ids(CLOCK, new Random(3));
    private final Bell bell = new Bell();
    private final BlockingQueue<Target> queued = new LinkedBlockingQueue<>();
    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(DatabaseSettings.sqlite(directory.resolve("database.sqlite")), EventDocument::read);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Coordinator coordinator() {
        return Coordinator.start(
                database,
                (id, actor) -> database.executions().requestCancel(id, actor, CLOCK.instant()),
                queued::add,
                ids::next,
                bell,
                CLOCK);
    }

    private String began(int targets, RolloutLimits limits) {
        Event event = samples.saved(database, "hello");
        List<Target> hosts =
                IntStream.range(0, targets).mapToObj(i -> new Target("h" + i)).toList();
        Instant now = CLOCK.instant();
        for (Target host : hosts) {
            database.hosts()
                    .save(
                            new Host(
                                    host,
                                    HostAddress.parse("web"),
                                    List.of(),
                                    Map.of(),
                                    HostLogin.USUAL,
                                    Optional.empty(),
                                    now,
                                    Optional.empty()),
                            "tester",
                            now);
        }
        String payload = database.payloads()
                .find(event.id(), event.version())
                .orElseThrow()
                .sha256();
        return database.rollouts()
                .create(new NewRollout(
                        ids.next(),
                        event.id(),
                        event.spec().name(),
                        event.version(),
                        payload,
                        Retries.NONE,
                        Map.of(),
                        limits,
                        hosts,
                        "tester",
                        now))
                .id();
    }

    private static RolloutLimits limits(int concurrency) {
        return new RolloutLimits(concurrency, OptionalInt.empty(), OptionalInt.empty());
    }

    private Target next() throws InterruptedException {
        Target target = queued.poll(60, TimeUnit.SECONDS);
        assertThat(target).as("a target that is queued next").isNotNull();
        return target;
    }

    private void end(Target host, Outcome outcome) {
        Execution execution =
                database.executions().claimNext("node", host, CLOCK.instant()).orElseThrow();
        OptionalInt code = outcome == Outcome.EXITED ? OptionalInt.of(0) : OptionalInt.empty();
        database.executions()
                .end(
                        execution.id(),
                        "node",
                        new Ending(outcome, code, "Over.", Optional.empty()),
                        CLOCK.instant(),
                        Optional.empty());
        bell.ring();
    }

    private Rollout awaitEnd(String id) throws InterruptedException {
        Semaphore never = new Semaphore(0);
        Rollout rollout = database.rollouts().find(id).orElseThrow();
        while (rollout.endedAt().isEmpty()) {
            assertThat(never.tryAcquire(10, TimeUnit.MILLISECONDS)).isFalse();
            rollout = database.rollouts().find(id).orElseThrow();
        }
        return rollout;
    }

    @Test
    void allTargetsAreRunOnAlsoWhenItsServerIsReplacedInBetween() throws Exception {
        String id = began(250, limits(20));
        Set<Target> seen = new HashSet<>();
        Coordinator first = coordinator();
        for (int i = 0; i < 100; i++) {
            Target host = next();
            assertThat(seen.add(host)).as("%s is run on once", host).isTrue();
            end(host, i % 10 == 0 ? Outcome.LOST : Outcome.EXITED);
        }
        first.close();
        // As a server that was killed: what it told nobody of is in the database.
        queued.clear();
        List<Execution> left = underWay(id);
        assertThat(left).hasSizeLessThanOrEqualTo(20);
        for (Execution execution : left) {
            assertThat(seen.add(execution.host())).isTrue();
            end(execution.host(), Outcome.EXITED);
        }
        try (Coordinator _ = coordinator()) {
            while (seen.size() < 250) {
                Target host = next();
                assertThat(seen.add(host)).as("%s is run on once", host).isTrue();
                end(host, Outcome.EXITED);
            }
            Rollout over = awaitEnd(id);
            assertThat(over.state()).isEqualTo(RolloutState.FINISHED);
            assertThat(over.progress().failed()).isEqualTo(10);
        }
        assertThat(queued).isEmpty();
    }

    private List<Execution> underWay(String id) throws Exception {
        List<Execution> left = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<Execution> page = database.executions().list(ExecutionFilter.ofRollout(id), cursor, 200);
            page.items().stream()
                    .filter(execution -> execution.ending().isEmpty())
                    .forEach(left::add);
            cursor = page.next();
        } while (cursor.isPresent());
        return left;
    }

    @Test
    void cancellingReachesWhatWaitsAndWhatRuns() throws Exception {
        String id = began(30, limits(10));
        RolloutStarting starting = new RolloutStarting(database, ids::next, bell, CLOCK);
        try (Coordinator _ = coordinator()) {
            Target running = next();
            Execution claimed = database.executions()
                    .claimNext("node", running, CLOCK.instant())
                    .orElseThrow();
            database.executions().started(claimed.id(), "node", CLOCK.instant());
            starting.cancel(id, "boss");
            while (database.executions().cancelledOf("node", "").isEmpty()) {
                Thread.onSpinWait();
            }
            database.executions()
                    .end(
                            claimed.id(),
                            "node",
                            new Ending(Outcome.CANCELLED, OptionalInt.empty(), "cancelled", Optional.empty()),
                            CLOCK.instant(),
                            Optional.empty());
            bell.ring();
            Rollout over = awaitEnd(id);
            assertThat(over.state()).isEqualTo(RolloutState.CANCELLED);
            assertThat(database.rollouts().counts(over).outcomes().getOrDefault(Outcome.CANCELLED, 0))
                    .isEqualTo(over.progress().started());
        }
    }

    @Test
    void aRolloutOfWhichTooManyFailedIsStopped() throws Exception {
        String stopped = began(3, new RolloutLimits(1, OptionalInt.of(1), OptionalInt.empty()));
        try (Coordinator _ = coordinator()) {
            end(next(), Outcome.TIMED_OUT);
            assertThat(awaitEnd(stopped).state()).isEqualTo(RolloutState.STOPPED);
        }
        assertThat(queued).isEmpty();
    }
}
