package cronium.runner;

import cronium.payload.Failures;
import cronium.runner.journal.Journal;
import cronium.runner.journal.JournaledException;
import cronium.runner.journal.Result;
import cronium.runner.journal.StateDirectory;
import cronium.runner.journal.Sweep;
import cronium.runner.linux.Errno;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.Privileges;
import cronium.runner.linux.Session;
import cronium.runner.output.Mask;
import cronium.runner.output.Notice;
import cronium.runner.secrets.SecretForms;
import cronium.runner.secrets.Secrets;
import cronium.runner.secrets.SecretsReader;
import cronium.runner.supervise.Outcome;
import cronium.runner.supervise.StopRequests;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** {@code cronium-runner run}: one execution in the foreground, its output shown, its result written, its exit code returned. */
final class RunCommand {
    private final Map<String, String> environment;
    private final Clock clock;
    private final LongSupplier nanoTime;

    RunCommand(Map<String, String> environment, Clock clock, LongSupplier nanoTime) {
        this.environment = environment;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    int run(RunOptions options) throws InterruptedException {
        Instant startedAt = clock.instant();
        Optional<IOException> notDetached = options.detach() ? detach() : Optional.empty();
        StopRequests stopRequests = new StopRequests();
        StopSignals.forwardTo(stopRequests);
        Shown shown = Shown.by(options, environment, clock, nanoTime);
        Report report = Report.of(options);
        if (notDetached.isPresent()) {
            return report.exitCode(notStarted(options, fault(notDetached.get()), startedAt), shown);
        }
        return options.journal()
                ? runJournaled(options, shown, report, stopRequests, startedAt)
                : run(options, shown, report, stopRequests, startedAt);
    }

    private static Optional<IOException> detach() {
        try {
            Session.begin();
            return Optional.empty();
        } catch (LinuxException e) {
            return Optional.of(
                    e.errno() == Errno.EPERM
                            ? new IOException(
                                    "--detach: expected a process that leads no process group, found one that does,"
                                            + " as a job of a shell; start it from a program, or leave out --detach")
                            : e);
        }
    }

    /** The journal is the claim of the execution id for all time, so it comes before all that may fail. */
    private int runJournaled(
            RunOptions options, Shown shown, Report report, StopRequests stopRequests, Instant startedAt)
            throws InterruptedException {
        Journal journal;
        try {
            journal = Journal.make(state(options), options.executionId().orElseThrow());
        } catch (JournaledException e) {
            Outcome refused = new Outcome.Rejected(Outcome.Rejected.EXECUTION_JOURNALED, Failures.message(e));
            return report.withoutFile().exitCode(notStarted(options, refused, startedAt), shown);
        } catch (IOException e) {
            return report.exitCode(notStarted(options, fault(e), startedAt), shown);
        }
        // Not closed: the process ends, and where a disk hangs a thread may be inside a write still.
        return run(options, shown.journaled(journal, nanoTime), report.with(journal), stopRequests, startedAt);
    }

    private int run(RunOptions options, Shown shown, Report report, StopRequests stopRequests, Instant startedAt)
            throws InterruptedException {
        try {
            Privileges.forbidLookingInto();
            try (Secrets secrets = secrets(options, stopRequests)) {
                return run(options, secrets, shown.masked(Mask.of(secrets.forms())), report, stopRequests, startedAt);
            }
        } catch (StoppableInput.StoppedException e) {
            return report.exitCode(notStarted(options, new Outcome.Cancelled(e.signal()), startedAt), shown);
        } catch (IOException e) {
            return report.exitCode(notStarted(options, fault(e), startedAt), shown);
        }
    }

    private int run(
            RunOptions options,
            Secrets secrets,
            Shown shown,
            Report report,
            StopRequests stopRequests,
            Instant startedAt)
            throws InterruptedException {
        StateDirectory state;
        try {
            state = state(options);
            for (String swept : Sweep.leftovers(state, clock)) {
                shown.presentation()
                        .notice(new Notice(
                                Notice.Level.DEBUG,
                                "swept",
                                "removed what a killed runner left of execution " + swept));
            }
        } catch (IOException e) {
            return report.exitCode(notStarted(options, fault(e), startedAt), shown);
        }
        for (String name : secrets.notMasked()) {
            shown.presentation()
                    .notice(new Notice(
                            Notice.Level.WARN,
                            "secret-not-masked",
                            "secret " + name + " has fewer than " + SecretForms.LEAST_BYTES
                                    + " bytes, so it is not masked in the output",
                            Map.of("name", name)));
        }
        Execution execution = new Execution(
                options,
                state,
                options.trust().orElseGet(new StandardPlaces(environment)::trust),
                secrets,
                newExecutionId(),
                environment,
                stopRequests,
                shown.presentation(),
                clock,
                nanoTime,
                Optional.empty());
        Result result = execution.run();
        return execution.presentationIsFree()
                ? report.exitCode(result, shown)
                : report.withoutJournal().exitCode(result, shown.silent());
    }

    private StateDirectory state(RunOptions options) throws IOException {
        return StateDirectory.open(options.state().orElseGet(new StandardPlaces(environment)::state));
    }

    private static Secrets secrets(RunOptions options, StopRequests stopRequests) throws IOException {
        return options.secretsFrom().isPresent()
                ? new Secrets(SecretsReader.read(options.secretsFrom().get(), () -> StoppableInput.check(stopRequests)))
                : Secrets.NONE;
    }

    private static Outcome fault(IOException cause) {
        return new Outcome.NotStarted(Outcome.Reason.RUNNER_FAULT, Failures.sentence(cause));
    }

    /** Without secrets or a state directory there is no execution, but whoever asked for a result gets one. */
    private Result notStarted(RunOptions options, Outcome outcome, Instant startedAt) {
        return new Result(
                options.executionId().orElseGet(this::newExecutionId),
                outcome,
                options.payload().toString(),
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

    /** Unique on this host: no two processes have one id in the same microsecond. */
    private String newExecutionId() {
        Instant now = clock.instant();
        return "run-" + now.getEpochSecond() + "-" + now.getNano() / 1_000 + "-"
                + ProcessHandle.current().pid();
    }
}
