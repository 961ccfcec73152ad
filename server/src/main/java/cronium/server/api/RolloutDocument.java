package cronium.server.api;

import cronium.server.domain.EventName;
import cronium.server.domain.InvalidException;
import cronium.server.domain.Rollout;
import cronium.server.domain.RolloutLimits;
import cronium.server.domain.Target;
import cronium.server.rollouts.RolloutOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What somebody wants to be run on many targets.
 *
 * @param version of the event; the newest if it is empty
 */
record RolloutDocument(EventName event, Optional<Long> version, RolloutOrder order) {
    static RolloutDocument parse(JsonNode body) throws InvalidException {
        Fields fields =
                Fields.of(body, "event", "version", "targets", "concurrency", "maxFailures", "batch", "environment");
        String event = fields.required("event", EventName.MAX_LENGTH, EventName::fault);
        boolean versioned = fields.reading().has("version");
        long version = fields.reading().wholeNumber("version", 1, Integer.MAX_VALUE, 1);
        List<Target> targets = fields.reading().texts("targets", Rollout.MAX_TARGETS, Target::fault, Target::new);
        if (!fields.reading().has("targets") || body.get("targets").isEmpty()) {
            fields.refuse("targets", "expected a list of at least one of local, a host's name and group:NAME");
        }
        int concurrency = fields.reading()
                .wholeNumber("concurrency", 1, RolloutLimits.MAX_CONCURRENCY, RolloutLimits.DEFAULT_CONCURRENCY);
        OptionalInt maxFailures = limit(fields, "maxFailures");
        OptionalInt batch = limit(fields, "batch");
        Map<String, String> environment = StartOrder.environment(fields);
        fields.check();
        return new RolloutDocument(
                new EventName(event),
                versioned ? Optional.of(version) : Optional.empty(),
                new RolloutOrder(targets, new RolloutLimits(concurrency, maxFailures, batch), environment));
    }

    private static OptionalInt limit(Fields fields, String name) {
        int number = fields.reading().wholeNumber(name, 1, Rollout.MAX_TARGETS, 1);
        return fields.reading().has(name) ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /** The same for the same wish, however it was written. */
    ObjectNode json() {
        ObjectNode json = Json.object().put("rollout", event.text());
        version.ifPresent(number -> json.put("version", number));
        Json.putTexts(json, "targets", order.targets());
        RolloutJson.putLimits(json, order.limits());
        Json.putMap(json, "environment", order.environment());
        return json;
    }
}
