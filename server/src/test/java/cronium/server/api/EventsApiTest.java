package cronium.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class EventsApiTest {
    private static final String EVENT = "/api/v1/events/full";

    @TempDir
    Path directory;

    private Api api;
    private Client client;
    private OpenApiDocument document;

    @BeforeEach
    void start() throws Exception {
        api = new Api(directory);
        client = api.client;
        document = OpenApiDocument.read();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aNewEventIsCreatedAndReadBackAsItWasSaved() throws Exception {
        Reply created = client.put(EVENT, EventBodies.full());
        JsonNode event = created.json(201);
        assertThat(created.header("ETag")).contains("\"1\"");
        assertThat(created.header("Location")).contains(EVENT);
        assertThat(event.get("changed").booleanValue()).isTrue();
        assertThat(document.faults("saveEvent", created)).isEmpty();

        Reply read = client.get(EVENT);
        assertThat(document.faults("getEvent", read)).isEmpty();
        JsonNode spec = read.json(200).get("spec");
        assertThat(spec.get("description").stringValue()).isEqualTo("Copies täglich");
        assertThat(spec.get("files").get(0).get("content").stringValue()).isEqualTo("AAH/gA==");
        assertThat(spec.get("files").get(1).get("text").stringValue()).isEqualTo("print('hällo')\n");
    }

    @Test
    void whatIsReadCanBeSavedAgainAndChangesNothing() throws Exception {
        client.put(EVENT, EventBodies.full()).expect(201);
        JsonNode spec = client.get(EVENT).json(200).get("spec");
        JsonNode again = client.put(EVENT, spec.toString()).json(200);
        assertThat(again.get("changed").booleanValue()).isFalse();
        assertThat(again.get("version").intValue()).isEqualTo(1);
    }

    @Test
    void aConditionThatDoesNotHoldIsAnswered412() throws Exception {
        client.put(EVENT, EventBodies.full(), "If-Match", "\"1\"").expect(ProblemKind.PRECONDITION_FAILED);
        client.put(EVENT, EventBodies.full(), "If-None-Match", "*").expect(201);
        client.put(EVENT, EventBodies.full(), "If-None-Match", "*").expect(ProblemKind.PRECONDITION_FAILED);
        client.put(EVENT, EventBodies.minimal().toString(), "If-Match", "\"1\"").expect(200);
        client.put(EVENT, EventBodies.full(), "If-Match", "\"1\"").expect(ProblemKind.PRECONDITION_FAILED);
        client.delete(EVENT, "If-Match", "\"1\"").expect(ProblemKind.PRECONDITION_FAILED);
        client.delete(EVENT, "If-Match", "\"2\"").expect(204);
    }

    @Test
    void aConditionThatIsNoneNamesItsHeader() throws Exception {
        for (String tag : List.of("1", "\"x\"", "\"-1\"", "W/\"1\"", "\"1\", \"2\"", "\"99999999999999999999\"")) {
            assertThat(client.put(EVENT, EventBodies.full(), "If-Match", tag).fields())
                    .containsExactly("If-Match");
        }
        assertThat(client.put(EVENT, EventBodies.full(), "If-None-Match", "\"1\"")
                        .fields())
                .containsExactly("If-None-Match");
    }

    @Test
    void ofManyWhoSaveOnTopOfTheSameVersionExactlyOneWins() throws Exception {
        client.put(EVENT, EventBodies.full()).expect(201);
        List<Callable<Integer>> saves = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String body = EventBodies.minimal().put("description", "by " + i).toString();
            saves.add(() -> client.put(EVENT, body, "If-Match", "\"1\"").status());
        }
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(saves.size())) {
            for (Future<Integer> future : threads.invokeAll(saves)) {
                statuses.add(future.get());
            }
        }
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses)
                .filteredOn(status -> status != 200)
                .containsAnyOf(409, 412)
                .isSubsetOf(409, 412);
    }

    @Test
    void versionsAndTheirPayloadsAreKept() throws Exception {
        client.put(EVENT, EventBodies.full()).expect(201);
        client.put(EVENT, EventBodies.minimal().toString()).expect(200);
        Reply versions = client.get(EVENT + "/versions");
        assertThat(document.faults("listVersions", versions)).isEmpty();
        assertThat(versions.json(200)
                        .get("items")
                        .valueStream()
                        .map(version -> version.get("version").intValue()))
                .containsExactly(2, 1);

        Reply first = client.get(EVENT + "/versions/1");
        assertThat(document.faults("getVersion", first)).isEmpty();
        assertThat(first.json(200).get("spec").get("description").stringValue()).isEqualTo("Copies täglich");

        Reply payload = client.get(EVENT + "/versions/1/payload").expect(200);
        String sha256 = first.json().get("payload").get("sha256").stringValue();
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(payload.body())))
                .isEqualTo(sha256);
        assertThat(payload.header("ETag")).contains("\"" + sha256 + "\"");
        assertThat(payload.header("Content-Length")).contains(String.valueOf(payload.body().length));
        assertThat(client.get(EVENT + "/versions/1/payload.sig").expect(200).text())
                .matches("[A-Za-z0-9+/=]+\\s*");
        client.get(EVENT + "/versions/3").expect(ProblemKind.NOT_FOUND);
        client.get(EVENT + "/versions/3/payload").expect(ProblemKind.NOT_FOUND);
        assertThat(client.get(EVENT + "/versions/0").fields()).containsExactly("version");
    }

    @Test
    void aPayloadThatWasRemovedIsMadeAgain() throws Exception {
        JsonNode event = client.put(EVENT, EventBodies.full()).json(201);
        String sha256 = event.get("payload").get("sha256").stringValue();
        byte[] before = client.get(EVENT + "/versions/1/payload").expect(200).body();
        api.payloads.remove(sha256);
        assertThat(client.get(EVENT + "/versions/1/payload").expect(200).body()).isEqualTo(before);
    }

    @Test
    void aDeletedEventIsGoneAndItsNameFree() throws Exception {
        String id = client.put(EVENT, EventBodies.full()).json(201).get("id").stringValue();
        client.delete(EVENT).expect(204);
        client.get(EVENT).expect(ProblemKind.NOT_FOUND);
        client.delete(EVENT).expect(ProblemKind.NOT_FOUND);
        assertThat(client.put(EVENT, EventBodies.full()).json(201).get("id").stringValue())
                .isNotEqualTo(id);
    }

    @Test
    void eventsAreListedInPagesAndFound() throws Exception {
        for (int i = 0; i < 5; i++) {
            client.put(
                            "/api/v1/events/job-" + i,
                            EventBodies.minimal().put("enabled", i != 3).toString())
                    .expect(201);
        }
        client.put(EVENT, EventBodies.full()).expect(201);
        List<String> names = new ArrayList<>();
        String path = "/api/v1/events?limit=2";
        for (String cursor = ""; names.size() < 100; ) {
            Reply page = client.get(path + cursor);
            assertThat(document.faults("listEvents", page)).isEmpty();
            page.json(200)
                    .get("items")
                    .forEach(item -> names.add(item.get("name").stringValue()));
            JsonNode next = page.json().get("next");
            if (next == null) {
                break;
            }
            cursor = "&cursor=" + next.stringValue();
        }
        assertThat(names).containsExactly("full", "job-0", "job-1", "job-2", "job-3", "job-4");
        assertThat(names("?enabled=false")).containsExactly("job-3");
        assertThat(names("?tag=nightly")).containsExactly("full");
        assertThat(names("?search=t%C3%A4gl")).containsExactly("full");
        assertThat(client.get("/api/v1/events?cursor=x").fields()).containsExactly("cursor");
        assertThat(client.get("/api/v1/events?limit=0&enabled=yes&tga=x&tag=X!&limit=3")
                        .fields())
                .containsExactlyInAnyOrder("limit", "limit", "enabled", "tga", "tag");
        assertThat(client.get("/api/v1/events?tga=x").text()).contains("did you mean 'tag'?");
    }

    private List<String> names(String query) throws Exception {
        return client.get("/api/v1/events" + query)
                .json(200)
                .get("items")
                .valueStream()
                .map(item -> item.get("name").stringValue())
                .toList();
    }
}
