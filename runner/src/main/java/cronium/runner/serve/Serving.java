package cronium.runner.serve;

import cronium.payload.Failures;
import cronium.protocol.ClientMessage;
import cronium.protocol.ExecutionState;
import cronium.protocol.ExecutionStatus;
import cronium.protocol.MessageDecoder;
import cronium.protocol.Protocol;
import cronium.protocol.ProtocolException;
import cronium.protocol.Refusal;
import cronium.protocol.RunnerMessage;
import cronium.runner.journal.JournalState;
import cronium.runner.journal.KeptJournal;
import cronium.runner.journal.PayloadStore;
import cronium.runner.journal.SharedSync;
import cronium.runner.journal.StateDirectory;
import cronium.runner.journal.Sweep;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One connection, from its marker to its end, and the executions that were started on it to theirs. One thread reads and answers; it never waits
 * for an execution.
 */
public final class Serving {
    /** Of executions in one frame. */
    private static final int LISTED_AT_ONCE = 1_000;

    private static final int READ_BYTES = 64 << 10;
    /** After it was acknowledged: for so long the id of an execution does not run again, whoever submits it. */
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private final Settings settings;
    private final PayloadStore store;
    private final Launcher launcher;
    private final Clock clock;
    private final Sender sender;
    private final Jobs jobs;
    private final ScheduledExecutorService timer;
    private volatile boolean stopping;

    /**
     * What a connection is about.
     *
     * @param software of the runner, for people
     * @param mostPayloadBytes of one payload
     * @param mostExecutions at once
     */
    public record Settings(
            StateDirectory state, String software, String platform, long mostPayloadBytes, int mostExecutions) {}

    /**
     * @param journals where the executions claim their ids
     * @param threads that may all be busy for as long as an execution takes
     */
    public Serving(
            Settings settings,
            PayloadStore store,
            Launcher launcher,
            OutputStream out,
            Clock clock,
            LongSupplier nanoTime,
            SharedSync journals,
            Executor threads) {
        this.settings = settings;
        this.store = store;
        this.launcher = launcher;
        this.clock = clock;
        this.sender = new Sender(out);
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("timer").factory());
        this.jobs = new Jobs(
                settings.state(), settings.mostExecutions(), sender, clock, nanoTime, timer, journals, threads);
    }

    /** Takes nothing new and asks all to stop; the connection goes on. */
    public void stop() {
        stopping = true;
        jobs.cancelAll();
    }

    /**
     * Serves until the client has gone and nothing runs any more.
     *
     * @return how the client broke the protocol, if it did
     */
    public Optional<ProtocolException> serve(InputStream in) throws InterruptedException {
        sender.sendFirst(Protocol.marker());
        sender.send(new RunnerMessage.Hello(
                Protocol.MAJOR,
                Protocol.MINOR,
                settings.software(),
                settings.platform(),
                List.of(),
                settings.mostPayloadBytes(),
                settings.mostExecutions()));
        sender.start();
        // A connection may last for months. Not by the timer itself, which has other things to do meanwhile.
        Thread.Builder forgetting = Thread.ofPlatform().daemon().name("forgetting");
        var _ = timer.scheduleWithFixedDelay(() -> forgetting.start(this::forget), 0, 1, TimeUnit.HOURS);
        var _ = timer.scheduleWithFixedDelay(this::look, Sender.LOOK_MILLIS, Sender.LOOK_MILLIS, TimeUnit.MILLISECONDS);
        Optional<ProtocolException> fault = Optional.empty();
        try (Uploads uploads = new Uploads(store, settings.mostPayloadBytes())) {
            read(in, uploads);
        } catch (ProtocolException e) {
            fault = Optional.of(e);
            sender.send(new RunnerMessage.Fault(e.fault().word(), Failures.message(e)));
        } catch (IOException e) {
            // The connection broke: as if it had ended.
        }
        sender.finish();
        jobs.awaitNone();
        timer.shutdownNow();
        return fault;
    }

    private void forget() {
        try {
            KeptJournal.forgetAcknowledged(settings.state(), clock.instant().minus(REMEMBERED));
        } catch (IOException e) {
            // What stays now goes with the next connection.
        }
    }

    private void look() {
        jobs.takeRequests();
        sender.wakeAll();
    }

    private void read(InputStream in, Uploads uploads) throws IOException {
        MessageDecoder<ClientMessage> decoder = MessageDecoder.ofClient();
        byte[] bytes = new byte[READ_BYTES];
        for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
            decoder.add(bytes, 0, count);
            Optional<ClientMessage> message = decoder.next();
            while (message.isPresent()) {
                if (message.get() instanceof ClientMessage.Goodbye) {
                    return;
                }
                take(message.get(), uploads);
                message = decoder.next();
            }
        }
    }

    private void take(ClientMessage message, Uploads uploads) {
        switch (message) {
            case ClientMessage.Hello _, ClientMessage.Goodbye _ -> {}
            case ClientMessage.HasPayload has ->
                answer(has.request(), () -> sender.send(uploads.state(has.request(), has.payload())));
            case ClientMessage.UploadBegin begin -> answer(begin.request(), () -> sender.send(uploads.begin(begin)));
            case ClientMessage.UploadChunk chunk -> uploads.chunk(chunk);
            case ClientMessage.UploadEnd end -> answer(end.request(), () -> sender.send(uploads.end(end)));
            case ClientMessage.Submit submit -> answer(submit.request(), () -> submit(submit));
            case ClientMessage.Follow follow -> answer(follow.request(), () -> follow(follow));
            case ClientMessage.Credit credit -> sender.credit(credit.execution(), credit.bytes());
            case ClientMessage.Unfollow unfollow -> {
                sender.unfollow(unfollow.execution());
                sender.send(new RunnerMessage.Done(unfollow.request()));
            }
            case ClientMessage.Cancel cancel -> answer(cancel.request(), () -> cancel(cancel));
            case ClientMessage.Acknowledge acknowledge -> answer(acknowledge.request(), () -> acknowledge(acknowledge));
            case ClientMessage.ListExecutions list -> answer(list.request(), () -> list(list.request()));
            case ClientMessage.GetStatus status ->
                answer(
                        status.request(),
                        () -> sender.send(new RunnerMessage.Status(status.request(), status(status.execution()))));
            case ClientMessage.Ping ping -> sender.send(new RunnerMessage.Pong(ping.request()));
        }
    }

    private interface Answer {
        void give() throws RefusedException, IOException;
    }

    private void answer(long request, Answer answer) {
        try {
            answer.give();
        } catch (RefusedException e) {
            sender.send(new RunnerMessage.Refused(request, e.refusal().word(), String.valueOf(e.getMessage())));
        } catch (IOException e) {
            sender.send(new RunnerMessage.Refused(request, Refusal.HOST_FAULT.word(), Failures.sentence(e)));
        }
    }

    private void submit(ClientMessage.Submit submit) throws RefusedException, IOException {
        Optional<KeptJournal> known = KeptJournal.find(settings.state(), submit.execution());
        if (known.isPresent()) {
            alreadyKnown(submit, known.get());
            return;
        }
        if (stopping) {
            throw new RefusedException(Refusal.STOPPING, "the runner was told to end, and takes nothing new");
        }
        String sha256 = submit.payload().hex();
        if (!store.has(sha256)) {
            if (submit.content().isEmpty()) {
                throw new RefusedException(
                        Refusal.PAYLOAD_MISSING, "expected payload " + sha256 + " on this host, found none");
            }
            try {
                store.put(sha256, submit.content().array());
            } catch (PayloadStore.MismatchException e) {
                throw new RefusedException(Refusal.PAYLOAD_MISMATCH, Failures.message(e));
            }
        }
        jobs.start(submit, launcher.prepare(submit, store.file(sha256)), new Jobs.Answers() {
            @Override
            public void accepted(KeptJournal journal) {
                // Followed before that is said: who hears it and unfollows means this one. Nothing comes of it before
                // the script starts.
                Optional<RunnerMessage.Refused> refused = follow(submit, journal);
                sender.send(new RunnerMessage.Accepted(submit.request(), submit.execution()));
                refused.ifPresent(sender::send);
            }

            @Override
            public void alreadyKnown(KeptJournal journal) {
                Serving.this.alreadyKnown(submit, journal);
            }

            @Override
            public void failed(String message) {
                sender.send(new RunnerMessage.Refused(submit.request(), Refusal.HOST_FAULT.word(), message));
            }
        });
    }

    private void alreadyKnown(ClientMessage.Submit submit, KeptJournal journal) {
        ExecutionStatus status = status(journal);
        sender.send(new RunnerMessage.AlreadyKnown(submit.request(), status));
        if (status.state() != ExecutionState.ACKNOWLEDGED && !sender.follows(submit.execution())) {
            follow(submit, journal).ifPresent(sender::send);
        }
    }

    private Optional<RunnerMessage.Refused> follow(ClientMessage.Submit submit, KeptJournal journal) {
        if (submit.credit() > 0) {
            try {
                sender.follow(Following.from(submit.request(), journal, 0, submit.credit(), this::state));
            } catch (IOException e) {
                return Optional.of(
                        new RunnerMessage.Refused(submit.request(), Refusal.HOST_FAULT.word(), Failures.sentence(e)));
            }
        }
        return Optional.empty();
    }

    private KeptJournal journal(String execution) throws RefusedException {
        return KeptJournal.find(settings.state(), execution)
                .orElseThrow(() -> new RefusedException(
                        Refusal.EXECUTION_UNKNOWN, "expected an execution id that was claimed here, found none"));
    }

    private void follow(ClientMessage.Follow follow) throws RefusedException {
        KeptJournal journal = journal(follow.execution());
        if (sender.follows(follow.execution())) {
            throw new RefusedException(Refusal.FOLLOWED_ALREADY, "expected an execution that is not followed here yet");
        }
        ExecutionState now = status(journal).state();
        if (now == ExecutionState.ACKNOWLEDGED) {
            throw new RefusedException(
                    Refusal.EXECUTION_OVER, "expected output, found an execution that was acknowledged");
        }
        try {
            Following following =
                    Following.from(follow.request(), journal, follow.offset(), follow.credit(), this::state);
            sender.send(new RunnerMessage.Done(follow.request()));
            sender.follow(following);
        } catch (IOException e) {
            throw new RefusedException(Refusal.OFFSET_INVALID, Failures.sentence(e));
        }
    }

    private void cancel(ClientMessage.Cancel cancel) throws RefusedException, IOException {
        if (!jobs.cancel(cancel.execution(), cancel.graceMillis())) {
            KeptJournal journal = journal(cancel.execution());
            if (state(journal) != ExecutionState.RUNNING) {
                throw new RefusedException(
                        Refusal.EXECUTION_OVER, "expected an execution that runs, found one that is over");
            }
            journal.requestCancel(cancel.graceMillis());
        }
        sender.send(new RunnerMessage.Done(cancel.request()));
    }

    private void acknowledge(ClientMessage.Acknowledge acknowledge) throws RefusedException, IOException {
        KeptJournal journal = journal(acknowledge.execution());
        if (status(journal).state() == ExecutionState.RUNNING) {
            throw new RefusedException(
                    Refusal.EXECUTION_RUNNING, "expected an execution that is over, found one that runs");
        }
        sender.unfollow(acknowledge.execution());
        journal.acknowledge();
        sender.send(new RunnerMessage.Done(acknowledge.request()));
    }

    private void list(long request) throws IOException {
        List<ExecutionStatus> some = new ArrayList<>();
        KeptJournal.each(settings.state(), journal -> {
            ExecutionState state = state(journal);
            if (state != ExecutionState.ACKNOWLEDGED) {
                some.add(status(journal, state));
            }
            if (some.size() == LISTED_AT_ONCE) {
                sender.send(new RunnerMessage.Executions(request, true, some));
                some.clear();
            }
        });
        sender.send(new RunnerMessage.Executions(request, false, some));
    }

    private ExecutionStatus status(String execution) {
        return KeptJournal.find(settings.state(), execution)
                .map(this::status)
                .orElseGet(() -> new ExecutionStatus(execution, ExecutionState.UNKNOWN, 0));
    }

    private ExecutionStatus status(KeptJournal journal) {
        return status(journal, state(journal));
    }

    private static ExecutionStatus status(KeptJournal journal, ExecutionState state) {
        return new ExecutionStatus(journal.executionId(), state, journal.outputBytes());
    }

    /** What is lost has nothing left that runs when that is said. */
    private ExecutionState state(KeptJournal journal) {
        return switch (jobs.has(journal.executionId()) ? JournalState.RUNNING : journal.state()) {
            case RUNNING -> ExecutionState.RUNNING;
            case ENDED -> ExecutionState.ENDED;
            case LOST -> {
                sweep();
                yield ExecutionState.LOST;
            }
            case ACKNOWLEDGED -> ExecutionState.ACKNOWLEDGED;
        };
    }

    private void sweep() {
        try {
            Sweep.leftovers(settings.state(), clock);
        } catch (IOException e) {
            // The guard that the runner left behind does the same.
        }
    }
}
