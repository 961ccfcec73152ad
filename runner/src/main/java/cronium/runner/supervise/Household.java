package cronium.runner.supervise;

import cronium.runner.linux.Children;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.ProcessTable;
import cronium.runner.linux.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The children of a process that supervises many scripts at once, and which tree each belongs to. One thread reaps them all.
 *
 * <p>What a script leaves behind falls to this process, since it is the subreaper, and carries the mark of its tree, which is inherited by
 * every descendant ({@link Tag}). A script of root could take its mark off; then its session tells. An orphan of which nothing tells belongs
 * to nobody and is killed, so that nothing outlives its execution.
 *
 * <p>Every orphan is a child of the process's first thread, which never ends (the kernel gives it to the first thread that lives, exit.c
 * {@code find_alive_thread}), so one list of the kernel has them all.
 *
 * <p>Thread-safe.
 */
public final class Household {
    private static final int IDLE_SECONDS = 2;
    private static final int LOOKING_THREADS = 2;

    private final int self = (int) ProcessHandle.current().pid();
    private final Map<Integer, Tree> members = new ConcurrentHashMap<>();
    /** Of no tree, and reaped like all. */
    private final Set<Integer> guards = ConcurrentHashMap.newKeySet();

    /** Over, and perhaps not empty. */
    private final Set<Tree> leaving = ConcurrentHashMap.newKeySet();

    private final Map<Tag, Tree> marks = new ConcurrentHashMap<>();
    private final Map<Integer, Tree> leaders = new ConcurrentHashMap<>();
    /** A birth shares it; who meets an unknown child takes it alone, and knows then that it is not just being born. */
    private final ReadWriteLock births = new ReentrantReadWriteLock();

    private final Object birthday = new Object();
    private long born;

    private final Watchdog watchdog;
    /** Threads that do not confine themselves go on to the next execution: to make one and to end it costs more than most of what it does. */
    private final ExecutorService threads = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("household").factory());

    private final ScheduledExecutorService looks = Executors.newScheduledThreadPool(
            LOOKING_THREADS, Thread.ofPlatform().daemon().name("limit-watch").factory());

    private Household() throws LinuxException {
        this.watchdog = Watchdog.start(this::startedGuard);
    }

    /** Begins to reap every child that this process has and will have, for good. */
    public static Household open() throws LinuxException {
        Children.adoptOrphans();
        Household household = new Household();
        Thread.ofPlatform().daemon().name("reaper").start(household::reap);
        return household;
    }

    private Guard startedGuard() throws LinuxException {
        try (Birth birth = birth()) {
            Guard started = Guard.watchdog();
            birth.addGuard(started.pid());
            return started;
        }
    }

    /** Runs something that may take long, for an execution. */
    public void run(Runnable work) {
        threads.execute(work);
    }

    /** For looks at limits, which take short. */
    ScheduledExecutorService looks() {
        return looks;
    }

    /** For all trees but those that have a namespace. */
    Watchdog watchdog() {
        return watchdog;
    }

    /** Until it is closed, an unknown child may be one whose number is not noted yet. */
    Birth birth() {
        births.readLock().lock();
        return new Birth();
    }

    /** Between the start of a process and the note of it. */
    final class Birth implements AutoCloseable {
        private Birth() {}

        void add(int pid, Tree tree) {
            members.put(pid, tree);
        }

        void addGuard(int pid) {
            guards.add(pid);
        }

        @Override
        public void close() {
            births.readLock().unlock();
            synchronized (birthday) {
                born++;
                birthday.notifyAll();
            }
        }
    }

    /** A child whose birth is not over. */
    void add(int pid, Tree tree) {
        members.put(pid, tree);
    }

    /** It was none of that tree after all. */
    void remove(int pid, Tree tree) {
        members.remove(pid, tree);
    }

    /** By what its orphans are known. */
    void mark(Tree tree, Tag tag) {
        marks.put(tag, tree);
        leaders.put(tree.leader(), tree);
    }

    /** It is over. A guard that is on its way out is reaped all the same. What outlived being killed is not forgotten by the watchdog. */
    void forget(Tree tree) {
        leaving.add(tree);
        leaveIfEmpty(tree);
        marks.values().remove(tree);
        leaders.values().remove(tree);
    }

    private void leaveIfEmpty(Tree tree) {
        if (leaving.contains(tree) && tree.isEmpty()) {
            watchdog.forget(tree);
            leaving.remove(tree);
        }
    }

    /** Children of this process that are of that tree, also those that have ended; while the tree keeps its own from being reaped. */
    List<Integer> childrenOf(Tree tree) {
        for (int child : ProcessTable.childrenOfFirstThread()) {
            if (!members.containsKey(child) && !guards.contains(child)) {
                adopt(child);
            }
        }
        List<Integer> children = new ArrayList<>();
        members.forEach((pid, of) -> {
            if (of == tree) {
                children.add(pid);
            }
        });
        // A number that was reaped between the kernel's list and the look at it may be a stranger's.
        children.removeIf(pid -> {
            boolean strange = !isChild(pid);
            if (strange) {
                members.remove(pid, tree);
            }
            return strange;
        });
        return children;
    }

    private boolean isChild(int pid) {
        return ProcessTable.find(pid)
                .filter(process -> process.parent() == self)
                .isPresent();
    }

    /** Looks to whom an unknown child belongs. */
    private Optional<Tree> adopt(int pid) {
        births.writeLock().lock();
        try {
            Optional<Tree> known = Optional.ofNullable(members.get(pid));
            Optional<ProcessTable.Entry> child = ProcessTable.find(pid).filter(process -> process.parent() == self);
            if (known.isPresent() || child.isEmpty() || guards.contains(pid)) {
                return known;
            }
            Optional<Tree> tree = Tag.on(child.get())
                    .map(marks::get)
                    .or(() -> Optional.ofNullable(leaders.get(child.get().session())));
            if (tree.isPresent()) {
                members.put(pid, tree.get());
            } else {
                kill(child.get());
            }
            return tree;
        } finally {
            births.writeLock().unlock();
        }
    }

    private static void kill(ProcessTable.Entry stray) {
        try {
            Signals.send(stray, Signals.KILL);
        } catch (LinuxException e) {
            // Of another user by now. It will be looked at again.
        }
    }

    private void reap() {
        while (true) {
            try {
                long before = births();
                Optional<Children.Unreaped> ended = Children.awaitEnded();
                if (ended.isPresent()) {
                    ended(ended.get());
                } else {
                    awaitBirth(before);
                }
            } catch (LinuxException e) {
                // waitid(2) and wait4(2) fail only for a child that is not there any more: the next one, then.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void ended(Children.Unreaped child) throws LinuxException {
        Optional<Tree> tree = Optional.ofNullable(members.get(child.pid())).or(() -> adopt(child.pid()));
        if (tree.isEmpty()) {
            boolean guard = guards.remove(child.pid());
            Children.reap(child.pid());
            if (guard) {
                watchdog.reaped(child.pid());
            }
            return;
        }
        // Taken off the list before its number can be another's.
        tree.get().ended(child, () -> members.remove(child.pid()));
        leaveIfEmpty(tree.get());
    }

    private long births() {
        synchronized (birthday) {
            return born;
        }
    }

    private void awaitBirth(long before) throws InterruptedException {
        synchronized (birthday) {
            while (born == before) {
                birthday.wait();
            }
        }
    }
}
