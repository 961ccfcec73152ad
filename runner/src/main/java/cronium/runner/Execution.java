package cronium.runner;

import cronium.payload.Failures;
import cronium.payload.PayloadException;
import cronium.payload.archive.ArchiveLimits;
import cronium.payload.archive.Extractor;
import cronium.payload.manifest.Filesystem;
import cronium.payload.manifest.Manifest;
import cronium.payload.manifest.ManifestFile;
import cronium.payload.signing.PayloadFile;
import cronium.payload.signing.SignatureCheck;
import cronium.payload.signing.VerifiedGrant;
import cronium.payload.signing.VerifiedPayload;
import cronium.runner.contain.Abilities;
import cronium.runner.contain.Containment;
import cronium.runner.contain.ContainmentException;
import cronium.runner.contain.ContainmentPlanner;
import cronium.runner.journal.Claim;
import cronium.runner.journal.Result;
import cronium.runner.journal.StateDirectory;
import cronium.runner.linux.LinuxException;
import cronium.runner.output.Notice;
import cronium.runner.output.Presentation;
import cronium.runner.plan.InterpreterMissingException;
import cronium.runner.plan.LaunchPlan;
import cronium.runner.plan.LaunchPlanner;
import cronium.runner.plan.PlanException;
import cronium.runner.secrets.Secrets;
import cronium.runner.supervise.Bounds;
import cronium.runner.supervise.Ended;
import cronium.runner.supervise.Held;
import cronium.runner.supervise.HoldException;
import cronium.runner.supervise.Household;
import cronium.runner.supervise.Outcome;
import cronium.runner.supervise.StopRequests;
import cronium.runner.supervise.Supervisor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * One execution: read, verify, claim, unpack, plan, run, remove. Each stage takes what the one before it made. Whatever
 * fails becomes the outcome, and what was made until then is removed before {@link #run} returns.
 */
final class Execution {
    static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

    private final RunOptions options;
    private final StateDirectory state;
    private final Path trustDirectory;
    private final Secrets secrets;
    private final Map<String, String> callerEnvironment;
    private final StopRequests stopRequests;
    private final Presentation presentation;
    private final Clock clock;
    private final LongSupplier nanoTime;

    private final Optional<Household> household;

    private final Stages stages;
    private final List<String> leftovers = new ArrayList<>();
    private final List<String> enforced = new ArrayList<>();
    private Optional<Result.PayloadFacts> payloadFacts = Optional.empty();
    private Optional<Result.GrantFacts> grantFacts = Optional.empty();
    private Optional<Result.EventFacts> eventFacts = Optional.empty();
    private Optional<Ended> ended = Optional.empty();
    private String executionId;

    Execution(
            RunOptions options,
            StateDirectory state,
            Path trustDirectory,
            Secrets secrets,
            String executionIdIfNone,
            Map<String, String> callerEnvironment,
            StopRequests stopRequests,
            Presentation presentation,
            Clock clock,
            LongSupplier nanoTime,
            Optional<Household> household) {
        this.household = household;
        this.options = options;
        this.state = state;
        this.trustDirectory = trustDirectory;
        this.secrets = secrets;
        this.callerEnvironment = callerEnvironment;
        this.stopRequests = stopRequests;
        this.presentation = presentation;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.stages = new Stages(nanoTime);
        this.executionId = options.executionId().orElse(executionIdIfNone);
    }

    Result run() throws InterruptedException {
        Instant startedAt = clock.instant();
        Outcome outcome = outcome();
        stages.end();
        return new Result(
                executionId,
                outcome,
                options.payload().toString(),
                payloadFacts,
                grantFacts,
                eventFacts,
                startedAt,
                clock.instant(),
                stages.durations(),
                ended,
                enforced,
                leftovers);
    }

    private Outcome outcome() throws InterruptedException {
        try {
            return readAndVerify();
        } catch (StoppableInput.StoppedException e) {
            return new Outcome.Cancelled(e.signal());
        } catch (PayloadException e) {
            return new Outcome.Rejected(e.code(), e.getMessage());
        } catch (InterpreterMissingException e) {
            return new Outcome.NotStarted(Outcome.Reason.INTERPRETER_MISSING, Failures.message(e));
        } catch (Claim.TakenException e) {
            return new Outcome.Rejected("execution.under-way", Failures.message(e));
        } catch (IOException e) {
            return new Outcome.NotStarted(Outcome.Reason.RUNNER_FAULT, Failures.sentence(e));
        }
    }

    private Outcome readAndVerify()
            throws IOException, PayloadException, InterpreterMissingException, InterruptedException {
        stage("read", "reading");
        try (InputStream in = new StoppableInput(PayloadFile.open(options.payload()), stopRequests);
                PayloadFile file = PayloadFile.read(
                        in, options.payload().toString(), ArchiveLimits.DEFAULT.packedBytes(), state.spool())) {
            payloadFacts = Optional.of(new Result.PayloadFacts(file.sha256(), file.size(), Optional.empty()));
            stages.begin("verify");
            VerifiedPayload payload = verify(file);
            payloadFacts =
                    Optional.of(new Result.PayloadFacts(file.sha256(), file.size(), Optional.of(payload.signature())));
            presentation.notice(Verdict.notice(payload.signature(), executionId));
            return claimAndRun(payload, grantFor(file));
        }
    }

    private VerifiedPayload verify(PayloadFile file) throws IOException, PayloadException {
        if (options.allowUnsigned()) {
            return SignatureCheck.allowUnsigned(file);
        }
        return new Verification(trustDirectory, options.signature(), options.trustMode())
                .check(file, options.payload(), clock);
    }

    private Optional<VerifiedGrant> grantFor(PayloadFile file) throws IOException, PayloadException {
        if (!options.requireGrant()) {
            return Optional.empty();
        }
        Set<String> names = new HashSet<>(options.environment().keySet());
        names.addAll(secrets.names());
        VerifiedGrant grant = gate().check(file, options.payload(), executionId, names);
        grantFacts = Optional.of(new Result.GrantFacts(grant.identity(), grant.keyName()));
        return Optional.of(grant);
    }

    private GrantGate gate() {
        return new GrantGate(trustDirectory, state, clock);
    }

    private Outcome claimAndRun(VerifiedPayload payload, Optional<VerifiedGrant> grant)
            throws IOException, PayloadException, InterpreterMissingException, InterruptedException {
        stages.begin("claim");
        Claim claim = Claim.make(state, executionId);
        try {
            if (grant.isPresent()) {
                gate().use(grant.get());
            }
            return unpackAndRun(payload, claim);
        } finally {
            stage("remove", "removing");
            leftovers.addAll(claim.remove());
        }
    }

    private Outcome unpackAndRun(VerifiedPayload payload, Claim claim)
            throws IOException, PayloadException, InterpreterMissingException, InterruptedException {
        stage("unpack", "unpacking");
        try (InputStream in = new StoppableInput(payload.file().open(), stopRequests)) {
            Extractor.extract(in, claim.payload(), ArchiveLimits.DEFAULT);
        }
        notice("unpacked", "payload unpacked");
        stages.begin("plan");
        Manifest manifest = readManifest(claim.payload());
        eventFacts = Optional.of(Verdict.event(manifest));
        Optional<String> named = options.executionId().isPresent() ? Optional.empty() : Verdict.executionId(manifest);
        if (named.isPresent()) {
            claim.changeTo(named.get());
            executionId = named.get();
        }
        HandedOver secretly = handedOver(claim);
        Map<String, String> given = new LinkedHashMap<>(options.environment());
        given.putAll(secretly.environment());
        if (options.hold().narrow(manifest.sandbox()).filesystem() == Filesystem.PRIVATE
                && !manifest.environment().containsKey("HOME")) {
            // The user's is out of sight, and programs that look for their settings there would fail.
            given.putIfAbsent("HOME", claim.temporary().toString());
        }
        LaunchPlan plan = new LaunchPlanner(callerEnvironment, given, options.interpreter())
                .plan(manifest, claim.executionId(), claim.payload(), claim.temporary());
        Bounds bounds = bounds(plan, manifest, claim, secretly.readable());
        StoppableInput.check(stopRequests);
        return launch(plan, bounds, claim);
    }

    /**
     * What a script is given of its secrets.
     *
     * @param environment they themselves, or the variable that says where they are
     * @param readable that place
     */
    private record HandedOver(Map<String, String> environment, List<String> readable) {}

    private HandedOver handedOver(Claim claim) throws IOException {
        if (options.secretsFrom().isEmpty()) {
            return new HandedOver(Map.of(), List.of());
        }
        return switch (options.secretsAs()) {
            case ENVIRONMENT -> new HandedOver(secrets.environment(), List.of());
            case FILES -> {
                Claim.SecretsPlace place = claim.write(secrets.all());
                if (place.inMemory()) {
                    enforced.add("secrets-tmpfs");
                } else {
                    enforced.add("secrets-directory");
                }
                String directory = place.directory().toString();
                yield new HandedOver(Map.of("CRONIUM_SECRETS_DIR", directory), List.of(directory));
            }
        };
    }

    private Bounds bounds(LaunchPlan plan, Manifest manifest, Claim claim, List<String> readable)
            throws IOException, PayloadException {
        HoldOptions hold = options.hold();
        Path interpreter = Path.of(plan.executable());
        List<Path> own = List.of(claim.payload(), claim.temporary());
        Containment containment = new ContainmentPlanner(Abilities.ofThisHost(), hold.layer(), hold.bestEffort())
                .plan(
                        claim.executionId(),
                        hold.narrow(manifest.sandbox()).alsoReading(readable),
                        own,
                        Files.exists(interpreter) ? interpreter.toRealPath() : interpreter);
        return new Bounds(
                containment,
                options.limits().lower(manifest.limits()),
                DEFAULT_GRACE,
                own,
                Optional.of(claim.directory()));
    }

    private Outcome launch(LaunchPlan plan, Bounds bounds, Claim claim) throws IOException, InterruptedException {
        stages.begin("run");
        Supervisor supervisor =
                new Supervisor(nanoTime, stopRequests, presentation, bounds, held -> noteHeld(claim, held), household);
        try {
            Ended end = supervisor.run(plan);
            ended = Optional.of(end);
            enforced.addAll(Enforced.words(bounds, end.layer()));
            notice("ended", end.outcome().sentence());
            return end.outcome();
        } catch (HoldException e) {
            return new Outcome.Rejected(ContainmentException.UNAVAILABLE, Failures.message(e));
        } catch (LinuxException e) {
            return Supervisor.notStarted(e, plan.executable());
        }
    }

    /** Without the note a sweep after a kill -9 would remove the directory and leave the processes; no reason to stop here. */
    private static void noteHeld(Claim claim, Held held) {
        try {
            claim.scriptStarts(held);
        } catch (IOException e) {
            // A full disk. The script is not to suffer from it.
        }
    }

    private static Manifest readManifest(Path payload) throws IOException, PayloadException {
        Optional<ManifestFile> file = ManifestFile.read(payload);
        if (file.isPresent()) {
            return file.get().manifest();
        }
        throw new PlanException(
                "manifest.missing",
                "expected " + ManifestFile.EITHER_NAME
                        + " at the root of the payload, found neither as a regular file");
    }

    private void stage(String stage, String event) {
        stages.begin(stage);
        notice(event, event);
    }

    private void notice(String event, String sentence) {
        if (presentationIsFree()) {
            presentation.notice(new Notice(Notice.Level.DEBUG, event, sentence, Map.of("executionId", executionId)));
        }
    }

    /** A reader that stood still has the output thread waiting inside the presentation; nobody else may enter then. */
    boolean presentationIsFree() {
        return ended.isEmpty() || ended.get().output().isPresent();
    }
}
