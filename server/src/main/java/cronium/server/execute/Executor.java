package cronium.server.execute;

import cronium.server.domain.Ending;
import cronium.server.domain.Execution;
import cronium.server.domain.Outcome;
import cronium.server.store.Database;
import cronium.server.store.Page;
import cronium.server.store.StoreException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims what is queued for one site and runs it, so many at once as there are slots. What an earlier server of this node claimed
 * is taken up first. Thread-safe.
 */
public final class Executor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Executor.class);
    /** Other nodes queue without a word to this one. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Site site;
    private final String node;
    private final Database database;
    private final Changes changes;
    private final Settling settling;
    private final Clock clock;
    private final Semaphore slots;
    private final JournalWatch.Bell bell = new JournalWatch.Bell();
    private final Map<String, Job> running = new ConcurrentHashMap<>();
    private final Map<String, Thread> threads = new ConcurrentHashMap<>();
    private final Thread thread;
    private final Thread cancels;
    private volatile boolean closed;

    private Executor(
            Site site,
            String node,
            int slots,
            Database database,
            Changes changes,
            Consumer<Outcome> ended,
            Ids ids,
            Clock clock) {
        this.site = site;
        this.node = node;
        this.database = database;
        this.changes = changes;
        this.settling = new Settling(node, database, ended, bell::ring, ids, clock);
        this.clock = clock;
        this.slots = new Semaphore(slots);
        this.thread = Thread.ofVirtual().name("executor-" + site.name()).unstarted(this::claim);
        this.cancels = Thread.ofVirtual().name("cancels-" + site.name()).unstarted(this::passCancelsOn);
    }

    /**
     * Takes up what was left, and then claims.
     *
     * @param site closed with it
     * @param node who claims: this node of the control plane, the same after a restart
     * @param slots how many run at once, from 1
     * @param ended told of each execution that ends here, by any thread
     */
    public static Executor start(
            Site site,
            String node,
            int slots,
            Database database,
            Changes changes,
            Consumer<Outcome> ended,
            Ids ids,
            Clock clock)
            throws IOException {
        Executor executor = new Executor(site, node, slots, database, changes, ended, ids, clock);
        executor.takeUp();
        site.sweep(executor.running::containsKey);
        executor.thread.start();
        executor.cancels.start();
        return executor;
    }

    /** Something was queued. */
    public void wake() {
        bell.ring();
    }

    /** How many run now. */
    public int running() {
        return running.size();
    }

    /** Has an execution end, if it runs here. */
    public void cancel(String id) {
        Optional.ofNullable(running.get(id)).ifPresent(Job::cancel);
    }

    /**
     * What an earlier server claimed, or this one without hearing that it did. Whatever runs is known before the database is asked: what is over then is over
     * there, too.
     */
    private void takeUp() {
        Set<String> known = Set.copyOf(running.keySet());
        String after = "";
        List<Execution> left;
        do {
            left = database.executions().unfinishedOf(node, after, Page.MAX_LIMIT);
            for (Execution execution : left) {
                after = execution.id();
                if (site.has(execution) && !known.contains(execution.id())) {
                    LOG.info("taking up {} of {}", execution.id(), execution.eventName());
                    // They run already, slots or not.
                    begin(execution, true, slots.tryAcquire());
                }
            }
        } while (!left.isEmpty());
    }

    private void claim() {
        boolean mayHaveClaimed = false;
        while (!closed) {
            try {
                if (mayHaveClaimed) {
                    takeUp();
                    mayHaveClaimed = false;
                }
                claimAll();
            } catch (StoreException e) {
                LOG.warn("claiming: {}", e.getMessage());
                // The connection may have broken after the database had it.
                mayHaveClaimed = true;
                pause(AFTER_FAILURE);
            } catch (RuntimeException e) {
                LOG.error("claiming", e);
                pause(AFTER_FAILURE);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Wishes that came to another node, or before the execution was running here. */
    private void passCancelsOn() {
        while (!closed) {
            pause(LOOK_AGAIN);
            if (!closed && !running.isEmpty()) {
                try {
                    passAllOn();
                } catch (RuntimeException e) {
                    LOG.warn("looking for what was cancelled: {}", e.getMessage());
                }
            }
        }
    }

    private void passAllOn() {
        List<String> found;
        String after = "";
        do {
            found = database.executions().cancelledOf(node, after);
            for (String id : found) {
                after = id;
                cancel(id);
            }
        } while (found.size() == Page.MAX_LIMIT);
    }

    private void claimAll() throws InterruptedException {
        slots.acquire();
        Optional<Execution> claimed = Optional.empty();
        try {
            if (!closed) {
                claimed = site.claim(clock.instant());
            }
        } finally {
            if (claimed.isEmpty()) {
                slots.release();
            }
        }
        if (claimed.isPresent()) {
            begin(claimed.get(), false, true);
            // To look is cheaper than to claim in vain.
            bell.await(untilDue(Instant.EPOCH));
        } else {
            // What is due now, another node is about to claim.
            bell.await(untilDue(clock.instant()));
        }
    }

    /** How long until the next one is due, of those that are due later than the given time. */
    private Duration untilDue(Instant after) {
        Instant now = clock.instant();
        return site.nextDue(after)
                .map(due -> Duration.between(now, due))
                .filter(wait -> wait.compareTo(LOOK_AGAIN) < 0)
                .orElse(LOOK_AGAIN);
    }

    private void begin(Execution execution, boolean isTakenUp, boolean holdsSlot) {
        Job run = site.job(execution, isTakenUp);
        running.put(execution.id(), run);
        changes.changed(execution.id());
        Thread started =
                Thread.ofVirtual().name("run-" + execution.id()).unstarted(() -> run(execution, run, holdsSlot));
        threads.put(execution.id(), started);
        started.start();
    }

    private void run(Execution execution, Job run, boolean holdsSlot) {
        try {
            while (!closed && !runOnce(execution, run)) {
                pause(AFTER_FAILURE);
            }
        } finally {
            running.remove(execution.id());
            threads.remove(execution.id());
            if (holdsSlot) {
                slots.release();
            }
            changes.changed(execution.id());
        }
    }

    /** Whether it is done with; false if the database or the disk failed, after which it is taken up again from its journal. */
    private boolean runOnce(Execution execution, Job run) {
        try {
            Optional<Ending> ending = run.run();
            if (ending.isPresent()) {
                settling.settle(execution, ending.get());
                run.settled();
            }
            return true;
        } catch (StoreException e) {
            LOG.warn("{} of {}: {}", execution.id(), execution.eventName(), e.getMessage());
            return false;
        } catch (DamagedJournalException e) {
            return end(execution, run, Outcome.OUTPUT_LOST, "its journal is damaged: " + e.getMessage());
        } catch (IOException e) {
            LOG.warn("{} of {}: {}", execution.id(), execution.eventName(), e.toString());
            return !run.isUnderWay() && end(execution, run, Outcome.NOT_STARTED, "not started: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{} of {}", execution.id(), execution.eventName(), e);
            return !run.isUnderWay() && end(execution, run, Outcome.NOT_STARTED, "not started: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private boolean end(Execution execution, Job run, Outcome outcome, String sentence) {
        try {
            settling.settle(execution, new Ending(outcome, OptionalInt.empty(), sentence, Optional.empty()));
            run.settled();
            return true;
        } catch (IOException | StoreException e) {
            LOG.warn("{} of {}: {}", execution.id(), execution.eventName(), e.toString());
            return false;
        }
    }

    /** Not by the bell that wakes the claiming: it would not hear it. */
    private static void pause(Duration duration) {
        try {
            new JournalWatch.Bell().await(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Claims no more and lets go of what runs: the runners go on, and the next start takes them up. */
    @Override
    public void close() throws IOException {
        closed = true;
        bell.ring();
        thread.interrupt();
        cancels.interrupt();
        join(thread);
        join(cancels);
        running.values().forEach(Job::stop);
        threads.values().forEach(Executor::join);
        site.close();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
