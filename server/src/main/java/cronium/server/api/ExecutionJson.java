package cronium.server.api;

import cronium.server.domain.Ending;
import cronium.server.domain.Execution;
import cronium.server.domain.OutputChunk;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/** Executions and their output as JSON. */
final class ExecutionJson {
    private static final int STDOUT = 1;

    private ExecutionJson() {}

    static ObjectNode execution(Execution execution) {
        ObjectNode json = Json.object()
                .put("id", execution.id())
                .put("event", execution.eventName().text())
                .put("eventId", execution.eventId())
                .put("version", execution.eventVersion())
                .put("payloadSha256", execution.payloadSha256())
                .put("host", execution.host().text())
                .put("state", execution.state().text())
                .put("attempt", execution.attempt())
                .put("attempts", execution.attempts())
                .put("firstId", execution.firstId())
                .put("trigger", execution.trigger().text())
                .put("triggeredBy", execution.triggeredBy())
                .put("notBefore", Json.time(execution.notBefore()))
                .put("queuedAt", Json.time(execution.times().queuedAt()))
                .put("outputBytes", execution.outputBytes());
        Json.putText(json, "rollout", execution.rolloutId());
        Json.putMap(json, "environment", execution.environment());
        Json.putText(json, "claimedBy", execution.claimedBy());
        Json.putTime(json, "claimedAt", execution.times().claimedAt());
        Json.putTime(json, "startedAt", execution.times().startedAt());
        Json.putTime(json, "endedAt", execution.times().endedAt());
        Json.putText(json, "cancelledBy", execution.cancelledBy());
        execution.ending().ifPresent(ending -> json.set("ending", ending(ending)));
        return json;
    }

    private static ObjectNode ending(Ending ending) {
        ObjectNode json = Json.object().put("outcome", ending.outcome().text());
        ending.exitCode().ifPresent(code -> json.put("exitCode", code));
        json.put("sentence", ending.sentence());
        ending.result().ifPresent(result -> json.set("result", Json.trusted(result)));
        return json;
    }

    static ObjectNode chunk(OutputChunk chunk) {
        return Json.object()
                .put("number", chunk.number())
                .put("stream", chunk.stream() == STDOUT ? "stdout" : "stderr")
                .put("offset", chunk.offset())
                .put("nanos", chunk.nanos())
                .put("base64", Base64.getEncoder().encodeToString(chunk.bytes().toArray()));
    }
}
