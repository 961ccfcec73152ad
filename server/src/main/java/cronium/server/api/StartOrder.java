package cronium.server.api;

import cronium.payload.manifest.EnvironmentName;
import cronium.payload.manifest.Excerpt;
import cronium.server.documents.Reading;
import cronium.server.domain.EventName;
import cronium.server.domain.InvalidException;
import cronium.server.domain.Target;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What somebody wants to be run.
 *
 * @param version of the event; the newest if it is empty
 */
record StartOrder(Map<String, String> environment, Optional<Target> target, Optional<Long> version) {
    private static final int MAX_VALUE = 32_000;

    StartOrder {
        environment = Map.copyOf(environment);
    }

    static StartOrder none() {
        return new StartOrder(Map.of(), Optional.empty(), Optional.empty());
    }

    static StartOrder parse(JsonNode body) throws InvalidException {
        Fields fields = Fields.of(body, "environment", "target", "version");
        Map<String, String> environment = environment(fields);
        Optional<Target> target =
                fields.optional("target", Integer.MAX_VALUE, Target::fault).map(Target::new);
        boolean versioned = fields.reading().has("version");
        long version = fields.reading().wholeNumber("version", 1, Integer.MAX_VALUE, 1);
        fields.check();
        return new StartOrder(environment, target, versioned ? Optional.of(version) : Optional.empty());
    }

    /** The same for the same wish, however it was written. */
    ObjectNode json(EventName event) {
        ObjectNode json = Json.object().put("start", event.text());
        Json.putMap(json, "environment", environment);
        Json.putText(json, "target", target.map(Target::text));
        version.ifPresent(number -> json.put("version", number));
        return json;
    }

    static Map<String, String> environment(Fields fields) {
        Map<String, String> environment = new TreeMap<>();
        Optional<Reading> object = fields.reading().object("environment");
        if (object.isPresent()) {
            for (String name : object.get().keys()) {
                Optional<String> fault = EnvironmentName.fault(name);
                if (fault.isPresent()) {
                    fields.refuse("environment." + Excerpt.bare(name), fault.get());
                }
                Optional<String> value = object.get().text(name, MAX_VALUE);
                if (fault.isEmpty()) {
                    environment.put(name, value.orElse(""));
                }
            }
        }
        return environment;
    }
}
