package cronium.server.rollouts;

import cronium.server.domain.EventVersion;
import cronium.server.domain.FieldProblem;
import cronium.server.domain.GroupName;
import cronium.server.domain.InvalidException;
import cronium.server.domain.Rollout;
import cronium.server.domain.StoredPayload;
import cronium.server.domain.Target;
import cronium.server.execute.Starting;
import cronium.server.store.CancelAnswer;
import cronium.server.store.Database;
import cronium.server.store.NewRollout;
import cronium.server.store.OnceKey;
import cronium.server.store.RolloutOnce;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Begins and cancels rollouts. Thread-safe. */
public final class RolloutStarting {
    private final Database database;
    private final Supplier<String> ids;
    private final Bell bell;
    private final InstantSource clock;

    /**
     * For a database.
     *
     * @param ids gives the ids of rollouts, UUIDs of version 7
     * @param bell the coordinator's
     */
    public RolloutStarting(Database database, Supplier<String> ids, Bell bell, InstantSource clock) {
        this.database = database;
        this.ids = ids;
        this.bell = bell;
        this.clock = clock;
    }

    /**
     * Begins a rollout. Groups are what they are now: a host that is added to one later is not of it.
     *
     * @param key if there is one, it stands for one rollout however often this is called with it
     * @throws InvalidException naming {@code targets} or {@code environment}
     */
    public RolloutOnce start(EventVersion version, RolloutOrder order, String actor, Optional<OnceKey> key)
            throws InvalidException {
        List<FieldProblem> problems = new ArrayList<>(Starting.environmentFaults(order.environment()));
        List<Target> targets = expanded(order.targets(), problems);
        if (!problems.isEmpty()) {
            throw new InvalidException(problems);
        }
        StoredPayload payload = database.payloads()
                .find(version.eventId(), version.number())
                .orElseThrow(() -> new IllegalStateException("expected a payload of each version, found none"));
        NewRollout rollout = new NewRollout(
                ids.get(),
                version.eventId(),
                version.spec().name(),
                version.number(),
                payload.sha256(),
                version.spec().retries(),
                order.environment(),
                order.limits(),
                targets,
                actor,
                clock.instant());
        RolloutOnce answer = key.isPresent()
                ? database.rollouts().createOnce(rollout, key.get())
                : new RolloutOnce.Now(database.rollouts().create(rollout));
        bell.ring();
        return answer;
    }

    private List<Target> expanded(List<Target> given, List<FieldProblem> problems) {
        Set<Target> known = database.hosts()
                .known(given.stream()
                        .filter(target -> !target.isGroup() && !target.isLocal())
                        .toList());
        Set<Target> targets = new LinkedHashSet<>();
        for (int i = 0; i < given.size() && targets.size() <= Rollout.MAX_TARGETS; i++) {
            Target target = given.get(i);
            String field = "targets[" + i + "]";
            if (target.isGroup()) {
                List<Target> hosts = hosts(target);
                if (hosts.isEmpty()) {
                    problems.add(new FieldProblem(
                            field,
                            "expected a group that hosts are in, found " + target
                                    + " without any; see cronium host list"));
                }
                targets.addAll(hosts);
            } else if (target.isLocal() || known.contains(target)) {
                targets.add(target);
            } else {
                problems.add(new FieldProblem(
                        field,
                        "expected local, a host that was added or group:NAME, found " + target
                                + "; see cronium host list"));
            }
        }
        if (targets.size() > Rollout.MAX_TARGETS) {
            problems.add(
                    new FieldProblem("targets", "expected at most " + Rollout.MAX_TARGETS + " in all, found more"));
        }
        return List.copyOf(targets);
    }

    private List<Target> hosts(Target target) {
        Optional<GroupName> group = target.group();
        return group.isPresent() ? database.hosts().namesIn(group.get(), Rollout.MAX_TARGETS + 1) : List.of();
    }

    /** Has no more targets be started, and what runs be cancelled; that follows at once. */
    public CancelAnswer cancel(String id, String actor) {
        CancelAnswer answer = database.rollouts().requestCancel(id, actor, clock.instant());
        bell.ring();
        return answer;
    }
}
