package cronium.runner;

import cronium.payload.Failures;
import cronium.runner.journal.Result;
import cronium.runner.journal.ResultFile;
import cronium.runner.journal.StateDirectory;
import cronium.runner.journal.Sweep;
import cronium.runner.linux.Descriptor;
import cronium.runner.linux.Privileges;
import cronium.runner.output.Mask;
import cronium.runner.output.MaskedPresentation;
import cronium.runner.output.Notice;
import cronium.runner.output.Outlet;
import cronium.runner.output.OutputFormat;
import cronium.runner.output.Presentation;
import cronium.runner.output.StreamAccount;
import cronium.runner.secrets.SecretForms;
import cronium.runner.secrets.Secrets;
import cronium.runner.secrets.SecretsReader;
import cronium.runner.supervise.DurationWords;
import cronium.runner.supervise.Ended;
import cronium.runner.supervise.Outcome;
import cronium.runner.supervise.StopRequests;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
        StopRequests stopRequests = new StopRequests();
        StopSignals.forwardTo(stopRequests);
        Shown shown = shown(options);
        try {
            Privileges.forbidLookingInto();
            try (Secrets secrets = secrets(options, stopRequests)) {
                return run(options, secrets, shown.masked(Mask.of(secrets.forms())), stopRequests, startedAt);
            }
        } catch (StoppableInput.StoppedException e) {
            return report(notStarted(options, new Outcome.Cancelled(e.signal()), startedAt), options, shown);
        } catch (IOException e) {
            return report(notStarted(options, fault(e), startedAt), options, shown);
        }
    }

    private int run(RunOptions options, Secrets secrets, Shown shown, StopRequests stopRequests, Instant startedAt)
            throws InterruptedException {
        StandardPlaces places = new StandardPlaces(environment);
        StateDirectory state;
        try {
            state = StateDirectory.open(options.state().orElseGet(places::state));
            for (String swept : Sweep.leftovers(state, clock)) {
                shown.presentation()
                        .notice(new Notice(
                                Notice.Level.DEBUG,
                                "swept",
                                "removed what a killed runner left of execution " + swept));
            }
        } catch (IOException e) {
            return report(notStarted(options, fault(e), startedAt), options, shown);
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
                options.trust().orElseGet(places::trust),
                secrets,
                newExecutionId(),
                environment,
                stopRequests,
                shown.presentation(),
                clock,
                nanoTime);
        Result result = execution.run();
        return report(result, options, execution.presentationIsFree() ? shown : shown.silent());
    }

    private static Secrets secrets(RunOptions options, StopRequests stopRequests) throws IOException {
        return options.secretsFrom().isPresent()
                ? new Secrets(SecretsReader.read(options.secretsFrom().get(), () -> StoppableInput.check(stopRequests)))
                : Secrets.NONE;
    }

    private Shown shown(RunOptions options) {
        boolean terminal = Descriptor.STANDARD_OUTPUT.isTerminal();
        OutputFormat format = options.format().orElse(terminal ? OutputFormat.PRETTY : OutputFormat.RAW);
        Outlet standardOutput = new Outlet(Descriptor.STANDARD_OUTPUT);
        Outlet standardError = new Outlet(Descriptor.STANDARD_ERROR);
        boolean colours = terminal && options.colours() && !environment.containsKey("NO_COLOR");
        Presentation presentation = format.to(standardOutput, standardError, clock, nanoTime, colours);
        Presentation closing = options.summary() && format == OutputFormat.RAW
                ? OutputFormat.PRETTY.to(standardOutput, standardError, clock, nanoTime, colours)
                : presentation;
        return new Shown(presentation, Optional.of(closing), Mask.NONE);
    }

    /**
     * Where an execution is shown.
     *
     * @param closing for the last notices; empty when a reader stands still
     * @param mask what of it is not shown
     */
    private record Shown(Presentation presentation, Optional<Presentation> closing, Mask mask) {
        Shown masked(Mask by) {
            return by.isEmpty()
                    ? this
                    : new Shown(
                            new MaskedPresentation(presentation, by),
                            closing.map(last -> new MaskedPresentation(last, by)),
                            by);
        }

        Shown silent() {
            return new Shown(presentation, Optional.empty(), mask);
        }
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

    private static int report(Result unmasked, RunOptions options, Shown shown) {
        Result result = unmasked.masked(shown.mask()::text);
        int exitCode = result.outcome().exitCode();
        Optional<String> resultFailure = Optional.empty();
        if (options.result().isPresent()) {
            try {
                ResultFile.write(options.result().get(), result);
            } catch (IOException e) {
                resultFailure =
                        Optional.of("result not written to " + options.result().get() + ": " + Failures.sentence(e));
            }
        }
        if (shown.closing().isPresent()) {
            for (Notice notice : closing(result, resultFailure)) {
                shown.closing().get().notice(notice);
            }
        }
        return resultFailure.isPresent() && exitCode == 0 ? Outcome.RUNNER_OR_PAYLOAD_FAULT : exitCode;
    }

    private static List<Notice> closing(Result result, Optional<String> resultFailure) {
        List<Notice> notices = new ArrayList<>();
        for (String leftover : result.leftovers()) {
            notices.add(new Notice(Notice.Level.WARN, "leftover", "could not remove " + leftover));
        }
        for (String process : result.ended().map(Ended::survivors).orElse(List.of())) {
            notices.add(new Notice(Notice.Level.ERROR, "survivor", "process " + process + " outlived SIGKILL"));
        }
        resultFailure.ifPresent(text -> notices.add(new Notice(Notice.Level.ERROR, "result-not-written", text)));
        notices.add(closing(result));
        return notices;
    }

    /** The last line: how it ended. Only what the script could not know itself is worth a line among its own raw output. */
    private static Notice closing(Result result) {
        Outcome outcome = result.outcome();
        Notice.Level level = switch (outcome.gravity()) {
            case INTENDED -> Notice.Level.INFO;
            case STOPPED -> Notice.Level.WARN;
            case FAILED -> Notice.Level.ERROR;
        };
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("outcome", outcome.kind());
        fields.put("exitCode", Integer.toString(outcome.exitCode()));
        StringBuilder sentence = new StringBuilder(outcome.sentence());
        result.ended().ifPresent(end -> {
            sentence.append(", ran ").append(DurationWords.of(end.usage().wall()));
            end.output().ifPresent(output -> sentence.append(", ").append(words(output)));
            result.payload()
                    .flatMap(Result.PayloadFacts::signature)
                    .ifPresent(signature -> sentence.append(", ").append(Verdict.words(signature)));
        });
        return new Notice(level, "result", sentence.toString(), fields);
    }

    private static String words(Ended.OutputAccount output) {
        return bytes(output.standardOutput()) + " of output, " + bytes(output.standardError()) + " of errors";
    }

    private static String bytes(StreamAccount account) {
        return account.bytes() + (account.bytes() == 1 ? " byte" : " bytes");
    }

    /** Unique on this host: no two processes have one id in the same microsecond. */
    private String newExecutionId() {
        Instant now = clock.instant();
        return "run-" + now.getEpochSecond() + "-" + now.getNano() / 1_000 + "-"
                + ProcessHandle.current().pid();
    }
}
