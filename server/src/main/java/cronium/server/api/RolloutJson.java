package cronium.server.api;

import cronium.server.domain.Ending;
import cronium.server.domain.Outcome;
import cronium.server.domain.Rollout;
import cronium.server.domain.RolloutCounts;
import cronium.server.domain.RolloutLimits;
import cronium.server.domain.RolloutTarget;
import cronium.server.domain.TargetState;
import tools.jackson.databind.node.ObjectNode;

/** Rollouts and their targets as JSON. */
final class RolloutJson {
    private RolloutJson() {}

    static ObjectNode rollout(Rollout rollout) {
        ObjectNode json = Json.object()
                .put("id", rollout.id())
                .put("event", rollout.eventName().text())
                .put("eventId", rollout.eventId())
                .put("version", rollout.eventVersion())
                .put("payloadSha256", rollout.payloadSha256())
                .put("state", rollout.state().text())
                .put("targets", rollout.progress().targets())
                .put("started", rollout.progress().started())
                .put("ended", rollout.progress().ended())
                .put("failed", rollout.progress().failed());
        putLimits(json, rollout.limits());
        Json.putMap(json, "environment", rollout.environment());
        json.put("startedBy", rollout.startedBy());
        Json.putText(json, "cancelledBy", rollout.cancelledBy());
        json.put("createdAt", Json.time(rollout.createdAt()));
        Json.putTime(json, "endedAt", rollout.endedAt());
        return json;
    }

    static void putLimits(ObjectNode json, RolloutLimits limits) {
        json.put("concurrency", limits.concurrency());
        limits.maxFailures().ifPresent(number -> json.put("maxFailures", number));
        limits.batch().ifPresent(number -> json.put("batch", number));
    }

    /** With all its counts. */
    static ObjectNode rollout(Rollout rollout, RolloutCounts counts) {
        ObjectNode json = rollout(rollout);
        ObjectNode object = json.putObject("counts");
        ObjectNode states = object.putObject("states");
        for (TargetState state : TargetState.values()) {
            states.put(state.text(), counts.states().getOrDefault(state, 0));
        }
        ObjectNode outcomes = object.putObject("outcomes");
        for (Outcome outcome : Outcome.values()) {
            if (counts.outcomes().containsKey(outcome)) {
                outcomes.put(outcome.text(), counts.outcomes().get(outcome));
            }
        }
        object.put("succeeded", counts.succeeded())
                .put("failed", counts.failed())
                .put("withheld", counts.withheld());
        return json;
    }

    static ObjectNode target(RolloutTarget target) {
        ObjectNode json = Json.object()
                .put("position", target.position())
                .put("host", target.host().text())
                .put("state", target.state().text());
        Json.putText(json, "execution", target.executionId());
        target.attempt().ifPresent(attempt -> json.put("attempt", attempt));
        Json.putTime(json, "startedAt", target.startedAt());
        Json.putTime(json, "endedAt", target.endedAt());
        if (target.ending().isPresent()) {
            Ending ending = target.ending().get();
            json.put("outcome", ending.outcome().text());
            ending.exitCode().ifPresent(code -> json.put("exitCode", code));
            json.put("sentence", ending.sentence());
        }
        return json;
    }
}
