package cronium.server.api;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The document of this API as data. */
record OpenApiDocument(JsonNode root) {
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch", "head", "options");

    static OpenApiDocument read() throws IOException {
        Object tree = new Load(LoadSettings.builder().build())
                .loadFromString(new String(OpenApi.document(), StandardCharsets.UTF_8));
        return new OpenApiDocument(new JsonMapper().valueToTree(tree));
    }

    /** One operation; its parameters are those of the path too. */
    record Operation(String method, String path, JsonNode node, List<JsonNode> parameters) {
        String scope() {
            return node.get("x-scope").stringValue();
        }

        List<String> parameters(String in) {
            return parameters.stream()
                    .filter(parameter -> parameter.get("in").stringValue().equals(in))
                    .map(parameter -> parameter.get("name").stringValue())
                    .toList();
        }

        /** Of a body that is JSON. */
        Optional<JsonNode> bodySchema() {
            return Optional.ofNullable(node.get("requestBody"))
                    .map(body -> body.at("/content/application~1json/schema"))
                    .filter(schema -> !schema.isMissingNode());
        }

        Optional<JsonNode> response(int status) {
            return Optional.ofNullable(node.get("responses").get(String.valueOf(status)));
        }
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : root.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> entry : path.getValue().properties()) {
                if (METHODS.contains(entry.getKey())) {
                    List<JsonNode> parameters = new ArrayList<>();
                    path.getValue().path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
                    entry.getValue().path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
                    operations.add(new Operation(
                            entry.getKey().toUpperCase(java.util.Locale.ROOT),
                            path.getKey(),
                            entry.getValue(),
                            parameters));
                }
            }
        }
        return operations;
    }

    Operation operation(String id) {
        return operations().stream()
                .filter(operation ->
                        operation.node().get("operationId").stringValue().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** What a reference stands for. */
    JsonNode resolved(JsonNode node) {
        JsonNode ref = node.get("$ref");
        return ref == null ? node : resolved(root.at(ref.stringValue().substring(1)));
    }

    /** Why the answer is not what its operation says; nothing if it is. */
    List<String> faults(String operationId, Reply reply) {
        Operation operation = operation(operationId);
        JsonNode response = resolved(operation
                .response(reply.status())
                .orElseGet(() -> operation.node().get("responses").get("default")));
        JsonNode schema = response.at("/content/application~1json/schema");
        if (schema.isMissingNode()) {
            schema = response.at("/content/application~1problem+json/schema");
        }
        if (schema.isMissingNode()) {
            return List.of();
        }
        ObjectNode whole = new JsonMapper().createObjectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", root.get("components"));
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole.toString(), InputFormat.JSON);
        return compiled.validate(reply.text(), InputFormat.JSON).stream()
                .map(fault -> operationId + " " + reply.status() + ": " + fault)
                .toList();
    }
}
