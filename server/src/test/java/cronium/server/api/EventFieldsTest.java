package cronium.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Whatever is wrong with an event, the answer names the field. */
class EventFieldsTest {
    @TempDir
    static Path directory;

    private static Api api;

    @BeforeAll
    static void start() throws Exception {
        api = new Api(directory);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    /** The field that must be named, the key that is set, and its value as JSON. */
    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("name", "name", "\"other\""),
                Arguments.of("description", "description", "7"),
                Arguments.of("description", "description", "\"" + "x".repeat(4_001) + "\""),
                Arguments.of("tags", "tags", "\"nightly\""),
                Arguments.of("tags[1]", "tags", "[\"ok\", \"Not Ok\"]"),
                Arguments.of("interpreter", "interpreter", "\"perl\""),
                Arguments.of("entrypoint", "entrypoint", "\"missing.sh\""),
                Arguments.of("entrypoint", "entrypoint", "\"../main.sh\""),
                Arguments.of("arguments", "arguments", "{}"),
                Arguments.of("environment", "environment", "{\"1X\": \"y\"}"),
                Arguments.of("limits.timeout", "limits", "{\"timeout\": \"soon\"}"),
                Arguments.of("limits.grace", "limits", "{\"grace\": \"-1s\"}"),
                Arguments.of("limits.cpu", "limits", "{\"cpu\": \"0s\"}"),
                Arguments.of("limits.memory", "limits", "{\"memory\": \"1KiB\"}"),
                Arguments.of("limits.processes", "limits", "{\"processes\": 0}"),
                Arguments.of("limits.openFiles", "limits", "{\"openFiles\": 99999999}"),
                Arguments.of("limits.fileSize", "limits", "{\"fileSize\": \"big\"}"),
                Arguments.of("limits.output", "limits", "{\"output\": 0}"),
                Arguments.of("limits.outputExcess", "limits", "{\"outputExcess\": \"drop\"}"),
                Arguments.of("limits.disk", "limits", "{\"disk\": \"1B\"}"),
                Arguments.of("limits", "limits", "{\"tiemout\": \"1s\"}"),
                Arguments.of("sandbox.filesystem", "sandbox", "{\"filesystem\": \"none\"}"),
                Arguments.of("sandbox.network", "sandbox", "{\"network\": \"lan\"}"),
                Arguments.of("sandbox.network.tcp-connect[0]", "sandbox", "{\"network\": {\"tcp-connect\": [0]}}"),
                Arguments.of("sandbox.readable[0]", "sandbox", "{\"readable\": [\"etc\"]}"),
                Arguments.of("sandbox.writable[0]", "sandbox", "{\"writable\": [\"../x\"]}"),
                Arguments.of("sandbox.new-privileges", "sandbox", "{\"new-privileges\": true}"),
                Arguments.of("files", "files", "\"main.sh\""),
                Arguments.of("files[0].path", "files", "[{\"path\": \"/abs\", \"text\": \"\"}]"),
                Arguments.of("files[0].content", "files", "[{\"path\": \"main.sh\"}]"),
                Arguments.of("files[0].content", "files", "[{\"path\": \"main.sh\", \"content\": \"???\"}]"),
                Arguments.of(
                        "files[0].executable", "files", "[{\"path\": \"main.sh\", \"text\": \"\", \"executable\": 1}]"),
                Arguments.of("secrets[0]", "secrets", "[\"not a name\"]"),
                Arguments.of("targets[0]", "targets", "[\"group:\"]"),
                Arguments.of("schedule", "schedule", "[]"),
                Arguments.of("retries", "retries", "3"),
                Arguments.of("retries.attempts", "retries", "{\"attempts\": 0}"),
                Arguments.of("retries.attempts", "retries", "{\"attempts\": 1.5}"),
                Arguments.of("retries.delay", "retries", "{\"delay\": \"8d\"}"),
                Arguments.of("enabled", "enabled", "\"true\""),
                Arguments.of("enabeld", "enabeld", "true"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultNamesItsField(String field, String key, String value) throws Exception {
        ObjectNode event = EventBodies.minimal();
        event.set(key, Json.trusted(value));
        assertThat(api.client.put("/api/v1/events/faulty", event.toString()).fields())
                .contains(field);
    }

    @Test
    void allFaultsAreToldAtOnce() throws Exception {
        String body =
                "{\"interpreter\": \"perl\", \"tags\": [\"A\"], \"retries\": {\"attempts\": 0}, \"enabled\": 3, \"x\": 1,"
                        + " \"files\": [{\"path\": \"..\", \"text\": 1}]}";
        assertThat(api.client.put("/api/v1/events/faulty", body).fields())
                .containsAll(List.of(
                        "interpreter", "entrypoint", "tags[0]", "retries.attempts", "enabled", "x", "files[0].path"));
    }

    @Test
    void aNameThatCannotBeOneIsRefused() throws Exception {
        assertThat(api.client
                        .put("/api/v1/events/Not%20Ok", EventBodies.minimal().toString())
                        .fields())
                .containsExactly("event");
    }
}
