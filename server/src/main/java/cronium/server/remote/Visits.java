package cronium.server.remote;

import cronium.dispatch.connection.Backoff;
import cronium.server.domain.Target;
import cronium.server.store.Database;
import cronium.server.store.Page;
import cronium.server.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that nothing stays on hosts. Output and result of an execution are kept there until they were acknowledged, and whoever should have done that may
 * have been killed, or the link was cut. So it is written down, once for many executions, that something is begun on a host; and a host on which nothing is
 * under way any more is visited, at the start and every minute, until nothing that is over is left there. Thread-safe.
 */
final class Visits implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Visits.class);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
    private static final Backoff REST = new Backoff(LOOK_AGAIN, Duration.ofHours(1), 1);
    private static final int AT_ONCE = 16;

    private final String node;
    private final Database database;
    private final Visitor visitor;
    private final Clock clock;
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    /** The number of what was begun last on each host for which it is written down that it is to be visited. No number comes twice. */
    private final Map<Target, Long> begun = new HashMap<>();

    private long last;

    private final Set<Target> visiting = ConcurrentHashMap.newKeySet();
    private final Map<Target, Rest> resting = new ConcurrentHashMap<>();

    /** Has what is over removed from a host, or fails. */
    @FunctionalInterface
    interface Visitor {
        void visit(Target host) throws Exception;
    }

    /** After so many failures. */
    private record Rest(int failed, Instant until) {}

    private Visits(String node, Database database, Visitor visitor, Clock clock) {
        this.node = node;
        this.database = database;
        this.visitor = visitor;
        this.clock = clock;
    }

    /** Begins with what an earlier server left. */
    static Visits start(String node, Database database, Visitor visitor, Clock clock) {
        Visits visits = new Visits(node, database, visitor, clock);
        visits.threads.execute(visits::run);
        return visits;
    }

    /** Before something is begun on a host. */
    synchronized void begin(Target host) {
        if (!begun.containsKey(host)) {
            database.hostVisits().due(node, host, clock.instant());
        }
        begun.put(host, ++last);
    }

    private void run() {
        try {
            do {
                tryRound();
            } while (!closed.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tryRound() throws InterruptedException {
        try {
            round();
        } catch (RuntimeException e) {
            LOG.warn("visits of hosts: {}", e.toString());
        }
    }

    private void round() throws InterruptedException {
        // What is begun after this is not seen by a visit, and keeps the host on the list.
        Map<Target, Long> seen = seen();
        String after = "";
        List<Target> due;
        do {
            due = due(after);
            for (Target host : due) {
                after = host.text();
                if (mayBeVisited(host)) {
                    slots.acquire();
                    threads.execute(() -> visit(host, seen.getOrDefault(host, 0L)));
                }
            }
        } while (due.size() == Page.MAX_LIMIT);
    }

    private synchronized Map<Target, Long> seen() {
        return Map.copyOf(begun);
    }

    private List<Target> due(String after) {
        try {
            return database.hostVisits().due(node, after, Page.MAX_LIMIT);
        } catch (StoreException e) {
            LOG.warn("hosts to visit: {}", e.getMessage());
            return List.of();
        }
    }

    private boolean mayBeVisited(Target host) {
        Rest rest = resting.get(host);
        return (rest == null || !clock.instant().isBefore(rest.until())) && visiting.add(host);
    }

    private void visit(Target host, long seen) {
        try {
            visitor.visit(host);
            done(host, seen);
            resting.remove(host);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            Rest rest = resting.merge(host, rest(1), (before, first) -> rest(before.failed() + 1));
            LOG.info("{}: what may be left there is looked at after {}: {}", host, rest.until(), e.getMessage());
        } finally {
            visiting.remove(host);
            slots.release();
        }
    }

    private Rest rest(int failed) {
        return new Rest(failed, clock.instant().plus(REST.before(failed, RandomGenerator.getDefault())));
    }

    private synchronized void done(Target host, long seen) {
        if (begun.getOrDefault(host, 0L) == seen) {
            begun.remove(host);
            database.hostVisits().done(node, host);
        }
    }

    /** Who is on a visit comes back when its connection is closed. */
    @Override
    public void close() {
        closed.countDown();
        threads.shutdownNow();
    }
}
