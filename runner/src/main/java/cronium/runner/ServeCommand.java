package cronium.runner;

import cronium.payload.Failures;
import cronium.payload.archive.ArchiveLimits;
import cronium.protocol.ClientMessage;
import cronium.protocol.ProofFile;
import cronium.protocol.ProtocolException;
import cronium.protocol.Refusal;
import cronium.runner.journal.Journal;
import cronium.runner.journal.PayloadStore;
import cronium.runner.journal.Result;
import cronium.runner.journal.StateDirectory;
import cronium.runner.journal.Submission;
import cronium.runner.journal.Sweep;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.Privileges;
import cronium.runner.linux.Session;
import cronium.runner.linux.Signals;
import cronium.runner.output.Mask;
import cronium.runner.output.MaskedPresentation;
import cronium.runner.output.Presentation;
import cronium.runner.secrets.Secrets;
import cronium.runner.secrets.SecretsException;
import cronium.runner.secrets.SecretsReader;
import cronium.runner.serve.Launcher;
import cronium.runner.serve.RefusedException;
import cronium.runner.serve.Serving;
import cronium.runner.supervise.Household;
import cronium.runner.supervise.Outcome;
import cronium.runner.supervise.StopRequests;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import sun.misc.Signal;

/** {@code cronium-runner serve}: many executions over standard input and output. */
final class ServeCommand {
    /** Of all payloads that are kept. */
    private static final long MOST_STORED_BYTES = 4L << 30;

    private final Map<String, String> environment;
    private final PrintStream err;
    private final Clock clock;
    private final LongSupplier nanoTime;

    ServeCommand(Map<String, String> environment, PrintStream err, Clock clock, LongSupplier nanoTime) {
        this.environment = environment;
        this.err = err;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Returns when the client has gone and nothing runs any more. */
    int run(ServeOptions options) throws IOException, InterruptedException {
        leaveSession();
        Privileges.forbidLookingInto();
        StandardPlaces places = new StandardPlaces(environment);
        StateDirectory state = StateDirectory.open(options.state().orElseGet(places::state));
        Sweep.leftovers(state, clock);
        PayloadStore store = new PayloadStore(state, MOST_STORED_BYTES, clock);
        store.makeRoom();
        Path trust = options.trust().orElseGet(places::trust);
        Household household = Household.open();
        Serving serving = new Serving(
                new Serving.Settings(
                        state,
                        "cronium-runner " + Version.text(),
                        "linux-" + (System.getProperty("os.arch", "").equals("aarch64") ? "arm64" : "amd64"),
                        ArchiveLimits.DEFAULT.packedBytes(),
                        options.mostExecutions()),
                store,
                new Executions(options, state, trust, household),
                new FileOutputStream(FileDescriptor.out),
                clock,
                nanoTime,
                Journal.directoryOf(state),
                household::run);
        for (int signal : new int[] {Signals.INT, Signals.TERM}) {
            Signal.handle(new Signal(Signals.name(signal).substring("SIG".length())), _ -> serving.stop());
        }
        Optional<ProtocolException> fault = serving.serve(new FileInputStream(FileDescriptor.in));
        if (fault.isPresent()) {
            err.println("cronium-runner: " + Failures.message(fault.get()));
            return Outcome.RUNNER_OR_PAYLOAD_FAULT;
        }
        return 0;
    }

    /** The end of the session that an SSH server made must not be the end of what runs. */
    private static void leaveSession() {
        Signal.handle(new Signal("HUP"), _ -> {});
        try {
            Session.begin();
        } catch (LinuxException e) {
            // EPERM: it leads a group already, as what an SSH server starts does. SIGHUP is ignored all the same.
        }
    }

    private final class Executions implements Launcher {
        private final ServeOptions options;
        private final StateDirectory state;
        private final Path trust;
        private final Household household;

        Executions(ServeOptions options, StateDirectory state, Path trust, Household household) {
            this.options = options;
            this.state = state;
            this.trust = trust;
            this.household = household;
        }

        @Override
        public Launch prepare(ClientMessage.Submit submit, Path payload) throws RefusedException {
            SubmittedOptions.of(submit, "payload", options);
            try {
                Secrets secrets =
                        new Secrets(SecretsReader.parse(submit.secrets().array()));
                Mask mask = Mask.of(secrets.forms());
                return (journal, presentation, stopRequests) ->
                        run(submit, payload, secrets, mask, journal, presentation, stopRequests);
            } catch (SecretsException e) {
                throw new RefusedException(Refusal.SECRETS_INVALID, Failures.message(e));
            }
        }

        private void run(
                ClientMessage.Submit submit,
                Path payload,
                Secrets secrets,
                Mask mask,
                Journal journal,
                Presentation journaled,
                StopRequests stopRequests)
                throws InterruptedException {
            Report report = new Report(Optional.empty(), Optional.of(journal));
            Presentation presentation = mask.isEmpty() ? journaled : new MaskedPresentation(journaled, mask);
            Shown shown = new Shown(presentation, Optional.empty(), mask);
            Instant startedAt = clock.instant();
            Map<String, byte[]> beside = new HashMap<>();
            for (ProofFile proof : submit.proof()) {
                beside.put(proof.suffix(), proof.content().array());
            }
            try (secrets;
                    Submission submission = Submission.make(state, submit.execution(), payload, beside)) {
                Execution execution = new Execution(
                        SubmittedOptions.of(submit, submission.payload().toString(), options),
                        state,
                        trust,
                        secrets,
                        submit.execution(),
                        environment,
                        stopRequests,
                        presentation,
                        clock,
                        nanoTime,
                        Optional.of(household));
                Result result = execution.run();
                (execution.presentationIsFree() ? report : report.withoutJournal()).exitCode(result, shown);
            } catch (IOException | RefusedException e) {
                report.exitCode(notStarted(submit, Failures.message(e), startedAt), shown);
            } catch (RuntimeException | Error e) {
                // A fault of the runner itself: this execution has an end all the same, and the others go on.
                err.println("cronium-runner: internal error: " + e);
                report.exitCode(notStarted(submit, "internal error: " + e, startedAt), shown);
            }
        }

        private Result notStarted(ClientMessage.Submit submit, String message, Instant startedAt) {
            return new Result(
                    submit.execution(),
                    new Outcome.NotStarted(Outcome.Reason.RUNNER_FAULT, message),
                    submit.payload().hex(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    startedAt,
                    clock.instant(),
                    Map.of(),
                    Optional.empty(),
                    List.of(),
                    List.of());
        }
    }
}
