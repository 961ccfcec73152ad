package cronium.runner.supervise;

import cronium.payload.manifest.Limits;
import cronium.payload.manifest.SizeText;
import cronium.runner.linux.DiskUsage;
import cronium.runner.linux.ProcessTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Looks at the processes of a tree and adds up: for the peak of memory, ever less often; for limits of the tree as a whole,
 * every ten milliseconds. What is over a limit is told once.
 */
final class LimitWatch {
    private static final long FIRST_NANOS = 200_000;
    private static final long LONGEST_NANOS = 500_000_000;
    private static final long LIMITED_NANOS = 10_000_000;
    /** For so long only the script's own process is looked at, which is cheap: it is over soon or has children later. */
    private static final long ALONE_NANOS = 1_000_000;
    /** Adding up a work directory may take at most this part of one processor. */
    private static final int DISK_SHARE = 20;

    private static final long LEAST_DISK_NANOS = 50_000_000;

    private final Tree tree;
    private final Limits limits;
    private final List<Path> directories;
    private final LongSupplier reapedMicros;
    private final Consumer<Outcome.LimitExceeded> onExceeded;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicLong peak = new AtomicLong();

    /**
     * @param directories that {@code limits.disk} counts
     * @param reapedMicros processor time of those that have ended and were reaped
     */
    LimitWatch(
            Tree tree,
            Limits limits,
            List<Path> directories,
            LongSupplier reapedMicros,
            Consumer<Outcome.LimitExceeded> onExceeded) {
        this.tree = tree;
        this.limits = limits;
        this.directories = directories;
        this.reapedMicros = reapedMicros;
        this.onExceeded = onExceeded;
    }

    /** @param looks to share threads with others; empty takes one of its own */
    void start(int script, Optional<ScheduledExecutorService> looks) {
        look(script);
        Rounds rounds = new Rounds(script);
        if (looks.isPresent()) {
            rounds.schedule(looks.get());
        } else {
            Thread.ofPlatform().daemon().name("limit-watch").start(rounds::watch);
        }
        if (limits.disk().isPresent()) {
            Thread.ofPlatform().daemon().name("disk-watch").start(this::watchDisk);
        }
    }

    /** Ends the watch, and returns the largest resident set that was seen. */
    long stop() {
        stopped.countDown();
        return peak.get();
    }

    private void look(int pid) {
        ProcessTable.peakMemory(pid).ifPresent(seen -> peak.accumulateAndGet(seen, Math::max));
    }

    /** Looks one after the other. */
    private final class Rounds {
        private final int script;
        private boolean limited;
        private long pause = FIRST_NANOS;

        Rounds(int script) {
            this.script = script;
            this.limited = limits.memory().isPresent()
                    || limits.cpu().isPresent()
                    || limits.processes().isPresent();
        }

        void watch() {
            try {
                while (!stopped.await(pause, TimeUnit.NANOSECONDS)) {
                    next();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void schedule(ScheduledExecutorService looks) {
            var _ = looks.schedule(
                    () -> {
                        if (stopped.getCount() > 0) {
                            next();
                            schedule(looks);
                        }
                    },
                    pause,
                    TimeUnit.NANOSECONDS);
        }

        private void next() {
            if (pause < ALONE_NANOS && !limited) {
                look(script);
            } else {
                List<ProcessTable.Entry> living = tree.living();
                living.forEach(process -> look(process.pid()));
                Optional<Outcome.LimitExceeded> over = limited ? over(living) : Optional.empty();
                if (over.isPresent()) {
                    onExceeded.accept(over.get());
                    limited = false;
                }
            }
            pause = Math.min(pause * 2, limited ? LIMITED_NANOS : LONGEST_NANOS);
        }
    }

    private Optional<Outcome.LimitExceeded> over(List<ProcessTable.Entry> living) {
        if (limits.processes().isPresent() && tree.size() > limits.processes().getAsInt()) {
            return Optional.of(new Outcome.LimitExceeded(
                    ExceededLimit.PROCESSES,
                    limits.processes().getAsInt(),
                    limits.processes().getAsInt() + " processes"));
        }
        if (limits.memory().isPresent()) {
            long used = 0;
            long shared = 0;
            for (ProcessTable.Entry process : living) {
                used += ProcessTable.privateMemory(process.pid()).orElse(0);
                // Who shares it with whom is not known here; the largest share is used by all of them together at
                // least.
                shared = Math.max(
                        shared, ProcessTable.sharedMemory(process.pid()).orElse(0));
            }
            used += shared;
            if (used > limits.memory().getAsLong()) {
                return Optional.of(
                        exceeded(ExceededLimit.MEMORY, limits.memory().getAsLong()));
            }
        }
        if (limits.cpu().isPresent()) {
            OptionalLong ofGroup = tree.cpuMicros();
            if (ofGroup.isPresent()) {
                return ofGroup.getAsLong() > limits.cpu().get().toNanos() / 1_000
                        ? Optional.of(cpuExceeded(limits))
                        : Optional.empty();
            }
            long ticks = tree.ticksOfGuard();
            for (ProcessTable.Entry process : living) {
                ticks += process.cpuTicks();
            }
            long nanos = ticks * ProcessTable.TICK_NANOS + reapedMicros.getAsLong() * 1_000;
            if (nanos > limits.cpu().get().toNanos()) {
                return Optional.of(cpuExceeded(limits));
            }
        }
        return Optional.empty();
    }

    static Outcome.LimitExceeded cpuExceeded(Limits limits) {
        return new Outcome.LimitExceeded(
                ExceededLimit.CPU,
                limits.cpu().orElseThrow().toMillis(),
                DurationWords.of(limits.cpu().orElseThrow()));
    }

    static Outcome.LimitExceeded exceeded(ExceededLimit limit, long bytes) {
        return new Outcome.LimitExceeded(limit, bytes, SizeText.format(bytes));
    }

    private void watchDisk() {
        long most = limits.disk().orElseThrow();
        long pause = LEAST_DISK_NANOS;
        try {
            while (!stopped.await(pause, TimeUnit.NANOSECONDS)) {
                long before = System.nanoTime();
                long used = 0;
                for (Path directory : directories) {
                    used += DiskUsage.of(directory);
                }
                if (used > most) {
                    onExceeded.accept(exceeded(ExceededLimit.DISK, most));
                    return;
                }
                pause = Math.max(LEAST_DISK_NANOS, (System.nanoTime() - before) * DISK_SHARE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
