package cronium.runner.serve;

import cronium.payload.Failures;
import cronium.protocol.ClientMessage;
import cronium.protocol.Refusal;
import cronium.protocol.RunnerMessage;
import cronium.runner.journal.Journal;
import cronium.runner.journal.JournaledException;
import cronium.runner.journal.JournaledPresentation;
import cronium.runner.journal.KeptJournal;
import cronium.runner.journal.SharedSync;
import cronium.runner.journal.StateDirectory;
import cronium.runner.linux.Signals;
import cronium.runner.supervise.StopRequests;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The executions that run in this process, a thread each. Thread-safe. */
final class Jobs {
    private final StateDirectory state;
    private final int most;
    private final Sender sender;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService timer;
    private final SharedSync journals;
    private final Executor threads;
    private final Map<String, StopRequests> running = new HashMap<>();
    private int underWay;

    Jobs(
            StateDirectory state,
            int most,
            Sender sender,
            Clock clock,
            LongSupplier nanoTime,
            ScheduledExecutorService timer,
            SharedSync journals,
            Executor threads) {
        this.state = state;
        this.most = most;
        this.sender = sender;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.timer = timer;
        this.journals = journals;
        this.threads = threads;
    }

    /**
     * Claims the id and runs, on a thread that also answers.
     *
     * @throws RefusedException when there are too many
     */
    void start(ClientMessage.Submit submit, Launcher.Launch launch, Answers answers) throws RefusedException {
        synchronized (this) {
            if (underWay >= most) {
                throw new RefusedException(
                        Refusal.BUSY, "expected fewer than " + most + " executions under way, found " + underWay);
            }
            underWay++;
        }
        threads.execute(() -> {
            try {
                run(submit, launch, answers);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                ended(submit.execution());
            }
        });
    }

    /** What is to be said of a claim. */
    interface Answers {
        void accepted(KeptJournal journal);

        void alreadyKnown(KeptJournal journal);

        void failed(String message);
    }

    private void run(ClientMessage.Submit submit, Launcher.Launch launch, Answers answers) throws InterruptedException {
        String execution = submit.execution();
        StopRequests stopRequests = new StopRequests();
        Journal journal;
        try {
            journal = Journal.makeServed(state, execution, journals);
        } catch (JournaledException e) {
            Optional<KeptJournal> kept = KeptJournal.find(state, execution);
            kept.ifPresentOrElse(answers::alreadyKnown, () -> answers.failed(Failures.message(e)));
            return;
        } catch (IOException e) {
            answers.failed(Failures.sentence(e));
            return;
        }
        KeptJournal kept = new KeptJournal(execution, journal.directory());
        synchronized (this) {
            running.put(execution, stopRequests);
        }
        try {
            answers.accepted(kept);
            ServedPresentation presentation = new ServedPresentation(
                    new JournaledPresentation(journal, new ServedPresentation.Silence(), nanoTime),
                    () -> sender.send(new RunnerMessage.Started(execution, clock.millis())),
                    () -> sender.wake(execution));
            launch.run(journal, presentation, stopRequests);
        } finally {
            over(journal, kept);
        }
    }

    /**
     * What has no result is lost, and is without an owner from now on, since this process lives on. Where a disk hangs its output may be written to still, so
     * that it stays open.
     */
    private void over(Journal journal, KeptJournal kept) {
        if (kept.hasResult()) {
            journal.close();
        } else {
            kept.disown();
        }
        synchronized (this) {
            running.remove(kept.executionId());
        }
    }

    private void ended(String execution) {
        synchronized (this) {
            underWay--;
            notifyAll();
        }
        sender.wake(execution);
    }

    /** Whether it runs in this process, so that it is told when it is over. */
    synchronized boolean has(String execution) {
        return running.containsKey(execution);
    }

    /** Asks to stop; false if it does not run in this process. */
    boolean cancel(String execution, long graceMillis) {
        Optional<StopRequests> found;
        synchronized (this) {
            found = Optional.ofNullable(running.get(execution));
        }
        if (found.isEmpty()) {
            return false;
        }
        StopRequests stopRequests = found.get();
        boolean first = stopRequests.first().isEmpty();
        stopRequests.request(Signals.TERM);
        if (first && graceMillis != ClientMessage.Cancel.OWN_GRACE) {
            // The second request is the end of all patience.
            var _ = timer.schedule(() -> stopRequests.request(Signals.TERM), graceMillis, TimeUnit.MILLISECONDS);
        }
        return true;
    }

    /** Asks all to stop. */
    void cancelAll() {
        List<StopRequests> all;
        synchronized (this) {
            all = new ArrayList<>(running.values());
        }
        all.forEach(stopRequests -> stopRequests.request(Signals.TERM));
    }

    /** Takes what other processes ask. */
    void takeRequests() {
        List<String> all;
        synchronized (this) {
            all = new ArrayList<>(running.keySet());
        }
        for (String execution : all) {
            try {
                KeptJournal.find(state, execution)
                        .orElseThrow(() -> new IOException("no journal"))
                        .takeCancelRequest()
                        .ifPresent(grace -> cancel(execution, grace));
            } catch (IOException e) {
                // Somebody removed the journal under the execution's feet; it ends by itself.
            }
        }
    }

    /** Returns when none runs. */
    synchronized void awaitNone() throws InterruptedException {
        while (underWay > 0) {
            wait();
        }
    }
}
