package cronium.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.server.domain.Outcome;
import cronium.server.domain.RolloutState;
import cronium.server.domain.Scope;
import cronium.server.domain.State;
import cronium.server.domain.TargetState;
import cronium.server.domain.Trigger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document and the routes say the same, both ways. */
class RoutesAgainstDocumentTest {
    @TempDir
    Path directory;

    private Api api;
    private OpenApiDocument document;

    @BeforeEach
    void start() throws Exception {
        api = new Api(directory);
        document = OpenApiDocument.read();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static String key(Route route) {
        return route.method() + " " + route.path() + " " + route.access().name().toLowerCase(Locale.ROOT) + " "
                + route.query().stream().sorted().toList() + " "
                + (route.body() == Route.Body.NONE ? "" : route.body() == Route.Body.OPTIONAL ? "body?" : "body");
    }

    private static String key(OpenApiDocument.Operation operation) {
        JsonNode body = operation.node().path("requestBody");
        return operation.method() + " " + operation.path() + " " + operation.scope() + " "
                + operation.parameters("query").stream().sorted().toList() + " "
                + (body.isMissingNode() ? "" : body.get("required").booleanValue() ? "body" : "body?");
    }

    @Test
    void everyRouteIsDescribedAndEveryOperationIsAnswered() {
        assertThat(api.server.routes().stream().map(RoutesAgainstDocumentTest::key))
                .containsExactlyInAnyOrderElementsOf(document.operations().stream()
                        .map(RoutesAgainstDocumentTest::key)
                        .toList());
    }

    @Test
    void everyRouteAnswersInTheFormThatIsDescribed() {
        for (Route route : api.server.routes()) {
            OpenApiDocument.Operation operation = document.operations().stream()
                    .filter(found -> found.method().equals(route.method())
                            && found.path().equals(route.path()))
                    .findFirst()
                    .orElseThrow();
            List<String> types = operation.node().get("responses").properties().stream()
                    .filter(response -> response.getKey().startsWith("2"))
                    .flatMap(response -> response.getValue().path("content").propertyNames().stream())
                    .distinct()
                    .toList();
            if (!types.isEmpty()) {
                assertThat(types).as(key(route)).containsExactly(route.produces());
            }
        }
    }

    @Test
    void everyPathParameterIsDescribed() {
        for (OpenApiDocument.Operation operation : document.operations()) {
            assertThat(operation.parameters("path"))
                    .as(operation.path())
                    .allMatch(name -> operation.path().contains("{" + name + "}"))
                    .hasSize(
                            (int) operation.path().chars().filter(c -> c == '{').count());
        }
    }

    @Test
    void namesOfOneKindAreTheSame() {
        assertThat(values("Outcome")).containsExactlyElementsOf(texts(Outcome.values(), Outcome::text));
        assertThat(values("State")).containsExactlyElementsOf(texts(State.values(), State::text));
        assertThat(values("RolloutState")).containsExactlyElementsOf(texts(RolloutState.values(), RolloutState::text));
        assertThat(values("TargetState")).containsExactlyElementsOf(texts(TargetState.values(), TargetState::text));
        assertThat(values("Scope")).containsExactlyElementsOf(texts(Scope.values(), Scope::text));
        assertThat(values("Trigger")).containsExactlyElementsOf(texts(Trigger.values(), Trigger::text));
        assertThat(values("Platform")).containsExactlyElementsOf(Texts.PLATFORMS);
    }

    private List<String> values(String schema) {
        return document.root()
                .at("/components/schemas/" + schema + "/enum")
                .valueStream()
                .map(JsonNode::stringValue)
                .toList();
    }

    private static <T> List<String> texts(T[] values, Function<T, String> text) {
        return Arrays.stream(values).map(text).toList();
    }

    @Test
    void theDocumentIsServedToAnybody() throws Exception {
        Reply reply = api.client.with("").get("/openapi.yaml").expect(200);
        assertThat(reply.body()).isEqualTo(OpenApi.document());
        assertThat(reply.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/yaml"));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(references(document.root())
                        .filter(ref -> document.root().at(ref.substring(1)).isMissingNode()))
                .isEmpty();
    }

    private static Stream<String> references(JsonNode node) {
        Stream<String> own =
                node.path("$ref").isString() ? Stream.of(node.get("$ref").stringValue()) : Stream.empty();
        return Stream.concat(own, node.valueStream().flatMap(RoutesAgainstDocumentTest::references));
    }
}
