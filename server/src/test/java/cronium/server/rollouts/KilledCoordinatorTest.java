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
import cronium.server.domain.State;
import cronium.server.domain.Target;
import cronium.server.domain.Trigger;
import cronium.server.execute.Ids;
import cronium.server.store.Database;
import cronium.server.store.DatabaseSettings;
import cronium.server.store.ExecutionFilter;
import cronium.server.store.NewExecution;
import cronium.server.store.NewRollout;
import cronium.server.store.Page;
import cronium.server.store.Samples;
import cronium.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process with a coordinator that is killed again and again, while the test is the node that runs what it queued. */
class KilledCoordinatorTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final int KILLS = Integer.getInteger("cronium.kills", 2);
    private static final int TARGETS = 50 * KILLS;
    private static final int CONCURRENCY = 12;
    private static final int BATCH = 30;

    @TempDir
    Path directory;

    private final Samples samples = new Samples();
    private final Ids ids = new Ids(CLOCK, new Random(3));

    @Test
    void whereverACoordinatorIsKilledTheNextGoesOnAndNoTargetIsRunOnTwice() throws Exception {
        RandomGenerator random = Seed.announced("KilledCoordinatorTest").random();
        Path file = directory.resolve("database.sqlite");
        try (Database database = Database.open(DatabaseSettings.sqlite(file), EventDocument::read)) {
            String id = began(database);
            int ended = 0;
            int killAt = 0;
            int kills = 0;
            Process coordinator = start(file);
            try {
                while (database.rollouts().find(id).orElseThrow().endedAt().isEmpty()) {
                    assertThat(coordinator.isAlive())
                            .as(() -> "a coordinator that was not killed lives; it said " + complaints())
                            .isTrue();
                    ended += endQueued(database, id, random);
                    if (kills < KILLS && ended >= killAt) {
                        coordinator.destroyForcibly().waitFor();
                        kills++;
                        killAt = ended + 1 + random.nextInt(TARGETS / KILLS);
                        coordinator = start(file);
                    }
                }
            } finally {
                coordinator.destroyForcibly().waitFor();
            }
            assertThat(kills).isPositive();
            check(database, id);
        }
    }

    private String complaints() {
        try {
            return Files.readString(directory.resolve("coordinator.err"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void check(Database database, String id) throws Exception {
        Rollout over = database.rollouts().find(id).orElseThrow();
        assertThat(over.state()).isEqualTo(RolloutState.FINISHED);
        assertThat(over.progress().ended()).isEqualTo(TARGETS);
        Set<Target> hosts = new HashSet<>();
        long failed = 0;
        for (Execution execution : all(database, id)) {
            assertThat(execution.attempt() > 1 || hosts.add(execution.host()))
                    .as("%s has one first attempt", execution.host())
                    .isTrue();
            boolean isLast =
                    execution.attempt() == 2 || execution.ending().orElseThrow().isSuccess();
            failed += isLast && !execution.ending().orElseThrow().isSuccess() ? 1 : 0;
        }
        assertThat(hosts).hasSize(TARGETS);
        assertThat((long) over.progress().failed()).isEqualTo(failed);
    }

    private static List<Execution> all(Database database, String id) throws Exception {
        List<Execution> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<Execution> page = database.executions().list(ExecutionFilter.ofRollout(id), cursor, 200);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor.isPresent());
        return all;
    }

    /** Some of them fail, and are tried once more. */
    private int endQueued(Database database, String id, RandomGenerator random) throws Exception {
        List<Execution> queued = database.executions()
                .list(
                        new ExecutionFilter(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(State.QUEUED),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(id),
                                Optional.empty(),
                                Optional.empty()),
                        Optional.empty(),
                        200)
                .items();
        assertThat(queued).hasSizeLessThanOrEqualTo(CONCURRENCY);
        int some = queued.isEmpty() ? 0 : 1 + random.nextInt(queued.size());
        for (Execution execution : queued.subList(0, some)) {
            assertThat(database.executions().claimNext("node", execution.host(), CLOCK.instant()))
                    .hasValueSatisfying(claimed -> assertThat(claimed.id()).isEqualTo(execution.id()));
            int code = random.nextInt(5) == 0 ? 1 : 0;
            Optional<NewExecution> retry =
                    code == 0 || execution.attempt() == 2 ? Optional.empty() : Optional.of(retry(execution));
            Ending ending = new Ending(Outcome.EXITED, OptionalInt.of(code), "Over.", Optional.empty());
            database.executions().end(execution.id(), "node", ending, CLOCK.instant(), retry);
        }
        if (some == 0) {
            assertThat(new Semaphore(0).tryAcquire(5, TimeUnit.MILLISECONDS)).isFalse();
        }
        return some;
    }

    private NewExecution retry(Execution first) {
        return new NewExecution(
                ids.next(),
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
                first.triggeredBy(),
                CLOCK.instant(),
                CLOCK.instant());
    }

    private String began(Database database) {
        Event event = samples.saved(database, "hello");
        List<Target> hosts =
                IntStream.range(0, TARGETS).mapToObj(i -> new Target("h" + i)).toList();
        for (Target host : hosts) {
            Host added = new Host(
                    host,
                    HostAddress.parse("web"),
                    List.of(),
                    Map.of(),
                    HostLogin.USUAL,
                    Optional.empty(),
                    CLOCK.instant(),
                    Optional.empty());
            database.hosts().save(added, "tester", CLOCK.instant());
        }
        return database.rollouts()
                .create(new NewRollout(
                        ids.next(),
                        event.id(),
                        event.spec().name(),
                        event.version(),
                        database.payloads()
                                .find(event.id(), event.version())
                                .orElseThrow()
                                .sha256(),
                        new Retries(2, Duration.ZERO),
                        Map.of(),
                        new RolloutLimits(CONCURRENCY, OptionalInt.empty(), OptionalInt.of(BATCH)),
                        hosts,
                        "tester",
                        CLOCK.instant()))
                .id();
    }

    private Process start(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CoordinatorProgram.class.getName(),
                        file.toString())
                .redirectError(directory.resolve("coordinator.err").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
