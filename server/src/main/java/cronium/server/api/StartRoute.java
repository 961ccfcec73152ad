package cronium.server.api;

import cronium.server.domain.EventName;
import cronium.server.domain.EventVersion;
import cronium.server.domain.Execution;
import cronium.server.domain.InvalidException;
import cronium.server.domain.Target;
import cronium.server.domain.Trigger;
import cronium.server.store.Executions;
import cronium.server.store.OnceKey;
import cronium.server.store.QueuedOnce;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Runs an event once. */
final class StartRoute {
    private final Events events;
    private final Runs runs;
    private final Executions executions;
    private final Once once;

    StartRoute(Events events, ApiParts parts) {
        this.events = events;
        this.runs = parts.runs();
        this.executions = parts.database().executions();
        this.once = new Once(parts.database().idempotency(), parts.clock());
    }

    List<Route> routes() {
        return List.of(Route.post(
                Routes.API + "/events/{event}/executions", Access.OPERATOR, Route.Body.OPTIONAL, this::start));
    }

    private void start(Call call) throws Exception {
        EventName name = PathValues.event(call);
        Optional<JsonNode> body = call.optionalBody();
        StartOrder order = body.isPresent() ? StartOrder.parse(body.get()) : StartOrder.none();
        Optional<OnceKey> key = once.key(call, order.json(name));
        Execution execution = queued(call, name, order, key);
        call.header("Location", Routes.API + "/executions/" + execution.id());
        call.answer(201, ExecutionJson.execution(execution));
    }

    private Execution queued(Call call, EventName name, StartOrder order, Optional<OnceKey> key) throws Exception {
        if (key.isPresent()) {
            Optional<Execution> before = once.before(key.get()).flatMap(executions::find);
            if (before.isPresent()) {
                return before.get();
            }
        }
        return queue(call, name, order, key);
    }

    private Execution queue(Call call, EventName name, StartOrder order, Optional<OnceKey> key) throws Exception {
        EventVersion version = events.toRun(name, order.version());
        QueuedOnce queued =
                runs.start(version, target(order, version), order.environment(), Trigger.MANUAL, call.actor(), key);
        return switch (queued) {
            case QueuedOnce.Now(Execution execution) -> execution;
            case QueuedOnce.Before(Execution execution) -> execution;
            case QueuedOnce.OtherRequest() -> throw Once.mismatch();
        };
    }

    private static Target target(StartOrder order, EventVersion version) throws InvalidException {
        List<Target> targets = version.spec().targets();
        if (order.target().isEmpty() && targets.size() > 1) {
            throw new InvalidException(
                    "target", "expected one of the event's targets, found none; it has " + targets.size());
        }
        return order.target().orElseGet(() -> targets.isEmpty() ? Target.LOCAL : targets.getFirst());
    }
}
