package cronium.server.rollouts;

import cronium.server.domain.Rollout;
import cronium.server.domain.RolloutState;
import cronium.server.domain.Target;
import cronium.server.store.Database;
import cronium.server.store.Page;
import cronium.server.store.RolloutStep;
import cronium.server.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings all rollouts on that have not ended: each step is a transaction of its own, and nothing is known here that is not in the
 * database. So it does not matter where a server is killed, or how many of them are at it. Thread-safe.
 */
public final class Coordinator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);
    /** Other nodes end executions without a word to this one. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    /** So that others come to write between two steps of a large rollout. */
    private static final int STARTED_AT_ONCE = 100;

    private final Database database;
    private final Cancelling cancelling;
    private final Consumer<Target> queued;
    private final Supplier<String> ids;
    private final Bell bell;
    private final Clock clock;
    private final Thread thread;
    private volatile boolean closed;

    /** Has an execution end, and whoever runs it be told. */
    @FunctionalInterface
    public interface Cancelling {
        void cancel(String executionId, String actor);
    }

    private Coordinator(
            Database database,
            Cancelling cancelling,
            Consumer<Target> queued,
            Supplier<String> ids,
            Bell bell,
            Clock clock) {
        this.database = database;
        this.cancelling = cancelling;
        this.queued = queued;
        this.ids = ids;
        this.bell = bell;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("rollouts").unstarted(this::run);
    }

    /**
     * Begins with what an earlier server left.
     *
     * @param queued told of each target that got an execution
     * @param ids gives the ids of executions, UUIDs of version 7
     * @param bell rung when an execution ended, or a rollout began or was cancelled
     */
    public static Coordinator start(
            Database database,
            Cancelling cancelling,
            Consumer<Target> queued,
            Supplier<String> ids,
            Bell bell,
            Clock clock) {
        Coordinator coordinator = new Coordinator(database, cancelling, queued, ids, bell, clock);
        coordinator.thread.start();
        return coordinator;
    }

    private void run() {
        try {
            while (!closed) {
                if (!round()) {
                    bell.await(LOOK_AGAIN);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One step of each rollout; whether any went on, so that another step may be due at once. */
    private boolean round() {
        boolean changed = false;
        String after = "";
        List<String> underWay;
        do {
            underWay = underWay(after);
            for (String id : underWay) {
                changed |= !closed && tried(id);
                after = id;
            }
        } while (underWay.size() == Page.MAX_LIMIT && !closed);
        return changed;
    }

    private List<String> underWay(String after) {
        try {
            return database.rollouts().underWay(after, Page.MAX_LIMIT);
        } catch (StoreException e) {
            LOG.warn("rollouts: {}", e.getMessage());
            return List.of();
        }
    }

    /** One that fails is tried again later, and keeps no other from going on. */
    private boolean tried(String id) {
        try {
            return step(id);
        } catch (RuntimeException e) {
            LOG.warn("rollout {}: {}", id, e.toString());
            return false;
        }
    }

    private boolean step(String id) {
        Optional<RolloutStep> step = database.rollouts().advance(id, clock.instant(), ids, STARTED_AT_ONCE);
        if (step.isEmpty()) {
            return false;
        }
        step.get().queued().forEach(queued);
        Rollout rollout = step.get().rollout();
        if (rollout.endedAt().isPresent()) {
            LOG.info(
                    "rollout {} of {} is {}: {} of {} targets started, {} failed",
                    id,
                    rollout.eventName(),
                    rollout.state().text(),
                    rollout.progress().started(),
                    rollout.progress().targets(),
                    rollout.progress().failed());
        } else if (rollout.state() == RolloutState.CANCELLED) {
            return cancel(rollout) || step.get().changed();
        }
        return step.get().changed();
    }

    /** Also what was queued as another attempt after the wish. */
    private boolean cancel(Rollout rollout) {
        List<String> left = database.rollouts().toCancel(rollout.id(), Page.MAX_LIMIT);
        left.forEach(id -> cancelling.cancel(id, rollout.cancelledBy().orElse(rollout.startedBy())));
        return !left.isEmpty();
    }

    /** Starts no more; what runs goes on, and the next start goes on with the rest. */
    @Override
    public void close() {
        closed = true;
        bell.ring();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
