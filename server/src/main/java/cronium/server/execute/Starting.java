package cronium.server.execute;

import cronium.payload.manifest.EnvironmentName;
import cronium.server.domain.EventVersion;
import cronium.server.domain.FieldProblem;
import cronium.server.domain.InvalidException;
import cronium.server.domain.StoredPayload;
import cronium.server.domain.Target;
import cronium.server.domain.Trigger;
import cronium.server.store.Database;
import cronium.server.store.NewExecution;
import cronium.server.store.OnceKey;
import cronium.server.store.QueuedOnce;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Queues executions. Thread-safe. */
public final class Starting {
    /** Of one execution: as options, with their names twice, they fit into a message to a host. */
    private static final int MAX_VARIABLES = 1_000;

    private static final int MAX_ENVIRONMENT_BYTES = 64 << 10;

    private final Database database;
    private final Consumer<Target> queued;
    private final Ids ids;
    private final Clock clock;

    /** @param queued told of the target of each execution that is queued, by any thread */
    public Starting(Database database, Consumer<Target> queued, Ids ids, Clock clock) {
        this.database = database;
        this.queued = queued;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Queues one execution.
     *
     * @param environment added to, and stronger than, that of the version
     * @param key if there is one, it stands for one execution however often this is called with it
     * @throws InvalidException naming {@code environment} or {@code target}
     */
    public QueuedOnce start(
            EventVersion version,
            Target target,
            Map<String, String> environment,
            Trigger trigger,
            String actor,
            Optional<OnceKey> key)
            throws InvalidException {
        check(target, environment);
        StoredPayload payload = database.payloads()
                .find(version.eventId(), version.number())
                .orElseThrow(() -> new IllegalStateException("expected a payload of each version, found none"));
        Instant now = clock.instant();
        String id = ids.next();
        NewExecution execution = new NewExecution(
                id,
                version.eventId(),
                version.spec().name(),
                version.number(),
                payload.sha256(),
                target,
                1,
                version.spec().retries().attempts(),
                version.spec().retries().delay(),
                id,
                environment,
                trigger,
                actor,
                now,
                now);
        QueuedOnce answer = key.isPresent()
                ? database.executions().createOnce(execution, actor, key.get())
                : new QueuedOnce.Now(database.executions().create(execution, actor));
        queued.accept(target);
        return answer;
    }

    private void check(Target target, Map<String, String> environment) throws InvalidException {
        List<FieldProblem> problems = new ArrayList<>();
        targetFault(database, target).ifPresent(fault -> problems.add(new FieldProblem("target", fault)));
        problems.addAll(environmentFaults(environment));
        if (!problems.isEmpty()) {
            throw new InvalidException(problems);
        }
    }

    /** Why nothing can run on a target; empty if it is this machine or one host that is known. */
    public static Optional<String> targetFault(Database database, Target target) {
        if (target.isLocal() || (!target.isGroup() && database.hosts().exists(target))) {
            return Optional.empty();
        }
        String hint = target.isGroup() ? "; a rollout runs on all hosts of a group" : "; see cronium host list";
        return Optional.of("expected local or a host that was added, found " + target + hint);
    }

    /** What is wrong with variables, each named as a field of {@code environment}. */
    public static List<FieldProblem> environmentFaults(Map<String, String> environment) {
        List<FieldProblem> problems = new ArrayList<>();
        long bytes = environment.entrySet().stream()
                .mapToLong(entry -> length(entry.getKey()) + length(entry.getValue()))
                .sum();
        if (environment.size() > MAX_VARIABLES || bytes > MAX_ENVIRONMENT_BYTES) {
            problems.add(new FieldProblem(
                    "environment",
                    "expected at most " + MAX_VARIABLES + " variables of " + MAX_ENVIRONMENT_BYTES
                            + " bytes together, found " + environment.size() + " of " + bytes));
        }
        environment.forEach((name, value) -> {
            EnvironmentName.fault(name).ifPresent(fault -> problems.add(new FieldProblem("environment", fault)));
            if (value.indexOf('\0') >= 0) {
                problems.add(new FieldProblem("environment." + name, "expected text without NUL, found one"));
            }
        });
        return problems;
    }

    private static long length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
