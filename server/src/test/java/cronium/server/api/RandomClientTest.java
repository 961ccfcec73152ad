package cronium.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.server.store.DatabaseKind;
import cronium.server.store.TestDatabases;
import cronium.testkit.Seed;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** A client made of the OpenAPI document asks for anything, right and wrong: nothing makes the server fail. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class RandomClientTest {
    @RegisterExtension
    final TestDatabases databases;

    RandomClientTest(DatabaseKind kind) {
        databases = new TestDatabases(kind);
    }

    private static final int REQUESTS = Integer.getInteger("cronium.requests", 500);

    @TempDir
    Path directory;

    @Test
    void nothingThatIsAskedMakesTheServerFail() throws Exception {
        RandomGenerator random = Seed.announced("RandomClientTest").random();
        OpenApiDocument document = OpenApiDocument.read();
        RandomValues values = new RandomValues(document, random);
        List<OpenApiDocument.Operation> operations = document.operations().stream()
                // It follows what is queued for ever; FollowingTest has it.
                .filter(operation -> !operation.path().endsWith("/{execution}/events"))
                .toList();
        try (Api api = new Api(directory, databases.settings())) {
            List<String> ids = new ArrayList<>();
            int refused = 0;
            int done = 0;
            for (int i = 0; i < REQUESTS; i++) {
                OpenApiDocument.Operation operation = operations.get(random.nextInt(operations.size()));
                Reply reply = request(api.client, operation, values, random, ids);
                assertThat(reply.status())
                        .as("request " + i + " " + reply)
                        .isLessThan(500)
                        .isGreaterThanOrEqualTo(200);
                assertThat(reply.status()).as("request " + i + " " + reply).isNotIn(401, 403);
                if (reply.status() < 300) {
                    done++;
                    assertThat(document.faults(
                                    operation.node().get("operationId").stringValue(), reply))
                            .as("request " + i + " " + reply)
                            .isEmpty();
                    Optional.of(reply.text())
                            .filter(text -> text.startsWith("{\"id\":"))
                            .ifPresent(
                                    text -> ids.add(Json.trusted(text).get("id").stringValue()));
                } else {
                    refused++;
                }
            }
            assertThat(done).as("requests that were carried out").isGreaterThan(REQUESTS / 20);
            assertThat(refused).as("requests that were refused").isGreaterThan(REQUESTS / 20);
        }
    }

    private static Reply request(
            Client client,
            OpenApiDocument.Operation operation,
            RandomValues values,
            RandomGenerator random,
            List<String> ids)
            throws Exception {
        String path = operation.path();
        List<String> query = new ArrayList<>();
        List<String> headers = new ArrayList<>();
        for (JsonNode parameter : operation.parameters()) {
            String name = parameter.get("name").stringValue();
            String value = name.equals("execution") && !ids.isEmpty() && random.nextInt(3) > 0
                    ? ids.get(random.nextInt(ids.size()))
                    : values.text(parameter.get("schema"), name);
            switch (parameter.get("in").stringValue()) {
                case "path" -> path = path.replace("{" + name + "}", encoded(value.isEmpty() ? "x" : value));
                case "query" -> {
                    if (random.nextInt(4) == 0) {
                        query.add(encoded(name) + "=" + encoded(value));
                    }
                }
                default -> {
                    String plain = value.replaceAll("[^ -~]", "");
                    if (random.nextInt(8) == 0) {
                        headers.add(name);
                        headers.add(plain);
                    }
                }
            }
        }
        if (random.nextInt(40) == 0) {
            query.add(encoded(values.anything()) + "=" + encoded(values.anything()));
        }
        String body = operation.bodySchema().map(values::json).orElse(random.nextInt(20) == 0 ? "{}" : "");
        return client.send(
                operation.method(),
                path + (query.isEmpty() ? "" : "?" + String.join("&", query)),
                body,
                headers.toArray(String[]::new));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
