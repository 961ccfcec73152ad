package cronium.server.api;

import cronium.server.domain.EventVersion;
import cronium.server.domain.InvalidException;
import cronium.server.domain.Rollout;
import cronium.server.rollouts.RolloutStarting;
import cronium.server.store.OnceKey;
import cronium.server.store.RolloutOnce;
import cronium.server.store.Rollouts;
import java.util.List;
import java.util.Optional;

/** Rollouts: begin, list, look, cancel. */
final class RolloutRoutes {
    private static final String ROLLOUTS = Routes.API + "/rollouts";

    private final Events events;
    private final Rollouts rollouts;
    private final RolloutStarting starting;
    private final Once once;

    RolloutRoutes(Events events, ApiParts parts) {
        this.events = events;
        this.rollouts = parts.database().rollouts();
        this.starting = parts.rollouts();
        this.once = new Once(parts.database().idempotency(), parts.clock());
    }

    List<Route> routes() {
        return List.of(
                Route.post(ROLLOUTS, Access.OPERATOR, Route.Body.LIST, this::start),
                Route.get(ROLLOUTS, Access.VIEWER, this::list).query("cursor", "limit"),
                Route.get(ROLLOUTS + "/{rollout}", Access.VIEWER, this::show),
                Route.get(ROLLOUTS + "/{rollout}/targets", Access.VIEWER, this::targets)
                        .query("cursor", "limit"),
                Route.post(ROLLOUTS + "/{rollout}/cancel", Access.OPERATOR, Route.Body.NONE, this::cancel));
    }

    private void start(Call call) throws Exception {
        RolloutDocument document = RolloutDocument.parse(call.body());
        Optional<OnceKey> key = once.key(call, document.json());
        Rollout rollout = started(call, document, key);
        call.header("Location", ROLLOUTS + "/" + rollout.id());
        call.answer(201, RolloutJson.rollout(rollout, rollouts.counts(rollout)));
    }

    private Rollout started(Call call, RolloutDocument document, Optional<OnceKey> key) throws Exception {
        if (key.isPresent()) {
            Optional<Rollout> before = once.before(key.get()).flatMap(rollouts::find);
            if (before.isPresent()) {
                return before.get();
            }
        }
        EventVersion version = events.toRun(document.event(), document.version());
        return switch (starting.start(version, document.order(), call.actor(), key)) {
            case RolloutOnce.Now(Rollout rollout) -> rollout;
            case RolloutOnce.Before(Rollout rollout) -> rollout;
            case RolloutOnce.OtherRequest() -> throw Once.mismatch();
        };
    }

    private void list(Call call) throws Exception {
        Query query = call.query();
        Optional<String> cursor = query.cursor();
        int limit = query.limit();
        query.check();
        call.ok(Pages.json(rollouts.list(cursor, limit), RolloutJson::rollout));
    }

    private Rollout require(Call call) throws ProblemException, InvalidException {
        String id = PathValues.rollout(call);
        return rollouts.find(id).orElseThrow(() -> unknown(id));
    }

    private static ProblemException unknown(String id) {
        return ProblemKind.NOT_FOUND.with("expected a rollout " + id + ", found none of that id");
    }

    private void show(Call call) throws Exception {
        Rollout rollout = require(call);
        call.ok(RolloutJson.rollout(rollout, rollouts.counts(rollout)));
    }

    private void targets(Call call) throws Exception {
        Query query = call.query();
        Optional<String> cursor = query.cursor();
        int limit = query.limit();
        query.check();
        call.ok(Pages.json(rollouts.targets(require(call), cursor, limit), RolloutJson::target));
    }

    private void cancel(Call call) throws Exception {
        Rollout rollout = require(call);
        switch (starting.cancel(rollout.id(), call.actor())) {
            case ENDED_NOW, REQUESTED -> {
                Rollout now = require(call);
                call.answer(202, RolloutJson.rollout(now, rollouts.counts(now)));
            }
            case ALREADY_OVER ->
                throw ProblemKind.ROLLOUT_OVER.with(
                        "expected a rollout that is not over, found " + rollout.id() + " ended");
            case UNKNOWN -> throw unknown(rollout.id());
        }
    }
}
