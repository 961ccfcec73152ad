package cronium.server.api;

import cronium.server.domain.EventName;
import cronium.server.domain.Execution;
import cronium.server.domain.InvalidException;
import cronium.server.domain.Outcome;
import cronium.server.domain.State;
import cronium.server.domain.Target;
import cronium.server.domain.TokenName;
import cronium.server.store.ExecutionFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/** Executions: list, look, cancel, read their output, follow. */
final class ExecutionRoutes {
    private static final String EXECUTIONS = Routes.API + "/executions";
    private static final List<State> STATES = List.of(State.values());
    private static final List<Outcome> OUTCOMES = List.of(Outcome.values());

    private final ApiParts parts;
    private final Gate gate;

    ExecutionRoutes(ApiParts parts, Gate gate) {
        this.parts = parts;
        this.gate = gate;
    }

    List<Route> routes() {
        return List.of(
                Route.get(EXECUTIONS, Access.VIEWER, this::list)
                        .query("event", "host", "state", "outcome", "rollout", "from", "until", "cursor", "limit"),
                Route.get(EXECUTIONS + "/{execution}", Access.VIEWER, call -> call.ok(json(require(call)))),
                Route.post(EXECUTIONS + "/{execution}/cancel", Access.OPERATOR, Route.Body.NONE, this::cancel),
                Route.get(
                                EXECUTIONS + "/{execution}/output",
                                Access.VIEWER,
                                call -> new OutputRoute(parts.database()).answer(call, require(call)))
                        .query("stream", "offset")
                        .produces(OutputRoute.MEDIA_TYPE),
                Route.get(EXECUTIONS + "/{execution}/events", Access.VIEWER, this::follow)
                        .query("after")
                        .produces(ServerSentEvents.MEDIA_TYPE));
    }

    /** With why nothing is known of it, if so. */
    private ObjectNode json(Execution execution) {
        ObjectNode json = ExecutionJson.execution(execution);
        if (execution.ending().isEmpty()) {
            parts.hosts()
                    .standing()
                    .of(execution.id())
                    .ifPresent(unknown -> json.putObject("unknown")
                            .put("since", Json.time(unknown.since()))
                            .put("reason", unknown.reason()));
        }
        return json;
    }

    private Execution require(Call call) throws ProblemException, InvalidException {
        String id = PathValues.execution(call);
        return parts.database().executions().find(id).orElseThrow(() -> unknown(id));
    }

    private static ProblemException unknown(String id) {
        return ProblemKind.NOT_FOUND.with("expected an execution " + id + ", found none of that id");
    }

    private void list(Call call) throws Exception {
        Query query = call.query();
        ExecutionFilter filter = new ExecutionFilter(
                query.value("event", EventName::fault, EventName::new),
                query.value("host", Target::fault, Target::new),
                query.named("state", STATES.stream().map(State::text).toList(), STATES),
                query.named(
                        "outcome",
                        Arrays.stream(Outcome.values()).map(Outcome::text).toList(),
                        OUTCOMES),
                Optional.empty(),
                query.value("rollout", PathValues::uuidFault, id -> id),
                query.time("from"),
                query.time("until"));
        Optional<String> cursor = query.cursor();
        int limit = query.limit();
        query.check();
        call.ok(Pages.json(parts.database().executions().list(filter, cursor, limit), this::json));
    }

    private void cancel(Call call) throws Exception {
        Execution execution = require(call);
        switch (parts.runs().cancel(execution.id(), call.actor())) {
            case ENDED_NOW, REQUESTED -> call.answer(202, ExecutionJson.execution(require(call)));
            case ALREADY_OVER ->
                throw ProblemKind.EXECUTION_OVER.with(
                        "expected an execution that is not over, found " + execution.id() + " ended");
            case UNKNOWN -> throw unknown(execution.id());
        }
    }

    private void follow(Call call) throws Exception {
        Query query = call.query();
        Optional<Long> after = query.wholeNumber("after", 0, Long.MAX_VALUE - 1);
        query.check();
        Optional<String> last = call.header("Last-Event-ID").map(String::strip).filter(text -> !text.isEmpty());
        Optional<Long> lastNumber = last.flatMap(WholeNumberText::read).filter(number -> number < Long.MAX_VALUE);
        if (last.isPresent() && lastNumber.isEmpty()) {
            throw new InvalidException(
                    "Last-Event-ID", "expected the number of a chunk of output, as an event's id gives it");
        }
        Execution execution = require(call);
        call.header("Cache-Control", "no-store").header("X-Accel-Buffering", "no");
        ServerSentEvents events = new ServerSentEvents(call.open(ServerSentEvents.MEDIA_TYPE, OptionalLong.empty()));
        if (!call.isHead()) {
            long next = lastNumber.or(() -> after).map(number -> number + 1).orElse(0L);
            new Following(
                            parts.database(),
                            parts.changes(),
                            gate,
                            events,
                            execution.id(),
                            () -> isValid(call.caller().token()),
                            Following.KEEP_ALIVE,
                            next)
                    .run();
        }
    }

    private boolean isValid(TokenName token) {
        return parts.database()
                .tokens()
                .find(token)
                .filter(found -> found.isValid(parts.clock().instant()))
                .isPresent();
    }
}
