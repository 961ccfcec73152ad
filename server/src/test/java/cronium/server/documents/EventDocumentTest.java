package cronium.server.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cronium.server.domain.Bytes;
import cronium.server.domain.EventName;
import cronium.server.domain.EventSpec;
import cronium.server.domain.FieldProblem;
import cronium.server.domain.InvalidException;
import cronium.server.domain.ScriptFile;
import cronium.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class EventDocumentTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final EventName HELLO = new EventName("hello");

    @Test
    void aSmallEventHasTheDefaults() throws InvalidException {
        EventSpec spec =
                parse("{'interpreter': 'bash', 'entrypoint': 'a.sh', 'files': [{'path': 'a.sh', 'text': 'echo'}]}");

        assertThat(spec.enabled()).isTrue();
        assertThat(spec.targets()).extracting(Object::toString).containsExactly("local");
        assertThat(spec.retries().attempts()).isEqualTo(1);
        assertThat(spec.files())
                .containsExactly(new ScriptFile("a.sh", false, Bytes.of("echo".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void allFaultsAreToldAtOnceAndNameTheirField() {
        InvalidException refused = refused("""
                {'interpreter': 'perl', 'entrypoint': '../a', 'files': [{'path': '/etc/passwd', 'text': 1}, {'text': 'x'}],
                 'tags': ['ok', 'NOT'], 'secrets': ['1A'], 'targets': ['group:'], 'retries': {'attempts': 0, 'delay': 'soon'},
                 'limits': {'memory': '1k', 'tiemout': '3s'}, 'enabled': 'yes', 'descripton': ''}
                """);

        assertThat(refused.problems())
                .extracting(FieldProblem::field)
                .containsExactlyInAnyOrder(
                        "interpreter",
                        "entrypoint",
                        "files[0].path",
                        "files[0].text",
                        "files[1].path",
                        "tags[1]",
                        "secrets[0]",
                        "targets[0]",
                        "retries.attempts",
                        "retries.delay",
                        "limits.memory",
                        "limits",
                        "enabled",
                        "descripton");
    }

    @ParameterizedTest
    @CsvSource({
        "'',files[0].path",
        "manifest.yaml,files[0].path",
        "a/../b,files[0].path",
        "./a,files[0].path",
        "'a\u0007',files[0].path"
    })
    void aPathThatMeansSomethingElseIsRefused(String path, String field) {
        ObjectNode event = valid();
        ((ObjectNode) event.get("files").get(0)).put("path", path);

        assertThat(refused(event.toString().replace('"', '\''))
                        .problems()
                        .getFirst()
                        .field())
                .isEqualTo(field);
    }

    @Test
    void aFileIsNoFolderToo() {
        InvalidException refused = refused("""
                {'interpreter': 'bash', 'entrypoint': 'a', 'files': [{'path': 'a', 'text': ''}, {'path': 'a/b', 'text': ''}]}
                """);

        assertThat(refused).hasMessage("files: expected 'a' to be a file or a folder, found both");
    }

    @Test
    void theEntrypointMustBeAmongTheFiles() {
        assertThat(refused("{'interpreter': 'bash', 'entrypoint': 'a', 'files': []}"))
                .hasMessage("entrypoint: expected one of the files, found 'a'");
    }

    @Test
    void whatIsWrittenIsReadBackTheSame() throws InvalidException {
        RandomGenerator random = Seed.announced("EventDocumentTest").random();
        for (int round = 0; round < 300; round++) {
            EventSpec spec = EventDocument.parse(HELLO, RandomEvents.next(random));
            String document = EventDocument.write(spec);

            EventSpec read = EventDocument.read(document, spec.files());

            assertThat(read).isEqualTo(spec);
            assertThat(EventDocument.write(read)).isEqualTo(document);
        }
    }

    @Test
    void theOrderOfKeysAndTagsMakesNoOtherEvent() throws InvalidException {
        EventSpec one = parse("""
                {'tags': ['a', 'b'], 'environment': {'A': '1', 'B': '2'}, 'interpreter': 'bash', 'entrypoint': 'x', 'files': [{'path': 'x', 'text': ''}]}
                """);
        EventSpec other = parse("""
                {'files': [{'text': '', 'path': './x'.substring}], 'entrypoint': 'x'}
                """.replace("'./x'.substring", "'x'").replace(
                "'entrypoint'",
                "'environment': {'B': '2', 'A': '1'}, 'tags': ['b', 'a', 'a'], 'interpreter': 'BASH', 'entrypoint'"));

        assertThat(EventDocument.write(other)).isEqualTo(EventDocument.write(one));
    }

    private static ObjectNode valid() {
        return (ObjectNode) JSON.readTree(
                "{'interpreter': 'bash', 'entrypoint': 'a', 'files': [{'path': 'a', 'text': ''}]}".replace('\'', '"'));
    }

    private static EventSpec parse(String json) throws InvalidException {
        return EventDocument.parse(HELLO, JSON.readTree(json.replace('\'', '"')));
    }

    private static InvalidException refused(String json) {
        return catchThrowableOfType(InvalidException.class, () -> parse(json));
    }
}
