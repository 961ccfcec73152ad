package cronium.server.store;

import static cronium.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import cronium.server.domain.Ending;
import cronium.server.domain.Event;
import cronium.server.domain.Execution;
import cronium.server.domain.Outcome;
import cronium.server.domain.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Several threads on two openings of one database, as two nodes have it. */
@ParameterizedClass
@EnumSource
class ConcurrencyTest {
    private static final int THREADS = 8;

    @RegisterExtension
    final TestDatabases databases;

    private final Samples samples = new Samples();

    ConcurrencyTest(DatabaseKind kind) {
        databases = new TestDatabases(kind);
    }

    @Test
    void ofTwoSavesOfOneVersionOneIsRefused() throws Exception {
        Event event = samples.saved(databases.database(), "hello");
        for (int round = 0; round < 10; round++) {
            Event current = event;
            List<Boolean> saved = atOnce(
                    2,
                    database -> isSaved(
                            database, samples.next(current, samples.spec("hello", "word", List.of("tag")), NOW)));
            assertThat(saved).as("round %s", round).containsExactlyInAnyOrder(true, false);
            event = databases.database().events().find(event.spec().name()).orElseThrow();
            assertThat(event.version()).isEqualTo(round + 2);
        }
    }

    @Test
    void ofTwoThatCreateAnEventOneIsRefused() throws Exception {
        for (int round = 0; round < 10; round++) {
            String name = "event-" + round;
            List<Boolean> saved = atOnce(
                    2, database -> isSaved(database, samples.first(samples.spec(name, "word", List.of("tag")), NOW)));
            assertThat(saved).as("round %s", round).containsExactlyInAnyOrder(true, false);
        }
    }

    private static boolean isSaved(Database database, NewVersion version) {
        try {
            database.events().save(version);
            return true;
        } catch (ConflictException e) {
            return false;
        }
    }

    @Test
    void noTwoClaimersGetTheSameExecutionAndAllAreClaimed() throws Exception {
        Event event = samples.saved(databases.database(), "hello");
        List<String> queued = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            queued.add(databases
                    .database()
                    .executions()
                    .create(samples.execution(databases.database(), event, NOW), "tester")
                    .id());
        }

        List<List<String>> claimed = atOnce(THREADS, database -> {
            List<String> mine = new ArrayList<>();
            String node = Thread.currentThread().getName();
            Optional<Execution> next = database.executions().claimNext(node, Target.LOCAL, NOW);
            while (next.isPresent()) {
                assertThat(next.get().claimedBy()).contains(node);
                mine.add(next.get().id());
                next = database.executions().claimNext(node, Target.LOCAL, NOW);
            }
            return mine;
        });

        assertThat(claimed.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(queued);
    }

    @Test
    void anExecutionIsEndedAndRetriedOnce() throws Exception {
        Event event = samples.saved(databases.database(), "hello");
        NewExecution execution = samples.execution(databases.database(), event, NOW);
        databases.database().executions().create(execution, "tester");
        databases.database().executions().claimNext("node", Target.LOCAL, NOW);
        Ending failed = new Ending(Outcome.EXITED, OptionalInt.of(1), "It exited with 1.", Optional.empty());

        List<Boolean> ended = atOnce(
                THREADS,
                database -> database.executions()
                        .end(execution.id(), "node", failed, NOW, Optional.of(samples.retry(execution, NOW))));

        assertThat(ended).containsOnlyOnce(true);
        assertThat(databases.database().executions().queued(100)).isEqualTo(1);
    }

    private interface OnDatabase<T> {
        T run(Database database) throws Exception;
    }

    private <T> List<T> atOnce(int threads, OnDatabase<T> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        try (Database second = databases.reopened();
                ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<T>> calls = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Database database = i % 2 == 0 ? databases.database() : second;
                calls.add(() -> {
                    start.await();
                    return work.run(database);
                });
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(calls)) {
                results.add(result(future));
            }
            return results;
        }
    }

    private static <T> T result(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
