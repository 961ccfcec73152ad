package cronium.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.server.domain.Ending;
import cronium.server.domain.Outcome;
import cronium.server.domain.Scope;
import cronium.server.domain.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ExecutionsApiTest {
    private static final String EVENT = "/api/v1/events/hello";
    private static final String EXECUTIONS = "/api/v1/executions";

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
        client.put(EVENT, EventBodies.minimal().toString()).expect(201);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private String started() throws Exception {
        return client.post(EVENT + "/executions", "").json(201).get("id").stringValue();
    }

    private void run(String id) {
        assertThat(api.database.executions().claimNext("node", Target.LOCAL, Instant.now()))
                .isPresent();
        assertThat(api.database.executions().started(id, "node", Instant.now())).isTrue();
    }

    private void end(String id) {
        Ending ending = new Ending(
                Outcome.EXITED, OptionalInt.of(3), "exited with 3", Optional.of("{\"outcome\": \"exited\"}"));
        assertThat(api.database.executions().end(id, "node", ending, Instant.now(), Optional.empty()))
                .isTrue();
    }

    @Test
    void anExecutionIsQueuedWithWhatWasAskedFor() throws Exception {
        Reply reply = client.post(
                EVENT + "/executions", "{\"environment\": {\"A\": \"b\"}, \"target\": \"local\", \"version\": 1}");
        JsonNode execution = reply.json(201);
        assertThat(document.faults("startExecution", reply)).isEmpty();
        String id = execution.get("id").stringValue();
        assertThat(reply.header("Location")).contains(EXECUTIONS + "/" + id);
        assertThat(execution.get("state").stringValue()).isEqualTo("queued");
        assertThat(execution.get("environment").get("A").stringValue()).isEqualTo("b");
        assertThat(execution.get("triggeredBy").stringValue()).isEqualTo("admin");
        Reply read = client.get(EXECUTIONS + "/" + id);
        assertThat(document.faults("getExecution", read)).isEmpty();
        assertThat(read.json(200)).isEqualTo(execution);
    }

    @Test
    void whatCannotBeRunIsRefused() throws Exception {
        client.post("/api/v1/events/other/executions", "").expect(ProblemKind.NOT_FOUND);
        client.post(EVENT + "/executions", "{\"version\": 7}").expect(ProblemKind.NOT_FOUND);
        assertThat(client.post(
                                EVENT + "/executions",
                                "{\"version\": 0, \"target\": \"A!\", \"environment\": {\"1\": \"x\", \"B\": 2}, \"targt\": 1}")
                        .fields())
                .containsExactlyInAnyOrder("version", "target", "environment.1", "environment.B", "targt");
        // More than a message to a host has room for.
        ObjectNode many = Json.object();
        IntStream.rangeClosed(0, 1_000).forEach(i -> many.put("V" + i, ""));
        assertThat(client.post(EVENT + "/executions", "{\"environment\": " + many + "}")
                        .fields())
                .containsExactly("environment");
        client.put(EVENT, EventBodies.minimal().put("enabled", false).toString())
                .expect(200);
        client.post(EVENT + "/executions", "").expect(ProblemKind.EVENT_DISABLED);
        client.put(
                        EVENT,
                        EventBodies.minimal()
                                .set("targets", Json.trusted("[\"local\", \"web-1\"]"))
                                .toString())
                .expect(200);
        assertThat(client.post(EVENT + "/executions", "").fields()).containsExactly("target");
    }

    @Test
    void aTargetIsThisMachineOrAHostThatWasAdded() throws Exception {
        assertThat(client.post(EVENT + "/executions", "{\"target\": \"web-1\"}").text())
                .contains("target: expected local or a host that was added, found web-1; see cronium host list");
        assertThat(client.post(EVENT + "/executions", "{\"target\": \"group:web\"}")
                        .text())
                .contains("found group:web; a rollout runs on all hosts of a group");
        client.put("/api/v1/hosts/web-1", "{\"address\": \"web-1.example\", \"groups\": [\"web\"]}")
                .expect(201);
        assertThat(client.post(EVENT + "/executions", "{\"target\": \"web-1\"}")
                        .json(201)
                        .get("host")
                        .stringValue())
                .isEqualTo("web-1");
        assertThat(client.post(EVENT + "/executions", "{\"target\": \"group:web\"}")
                        .fields())
                .containsExactly("target");
    }

    @Test
    void theSameKeyWithTheSameBodyIsCarriedOutOnce() throws Exception {
        String body = "{\"environment\": {\"A\": \"1\", \"B\": \"2\"}}";
        String same = "{ \"environment\" : {\"B\": \"2\", \"A\": \"1\"}}";
        JsonNode first = client.post(EVENT + "/executions", body, "Idempotency-Key", "k1")
                .json(201);
        Reply again = client.post(EVENT + "/executions", same, "Idempotency-Key", "k1");
        assertThat(again.json(201)).isEqualTo(first);
        assertThat(again.header("Location")).isPresent();
        client.post(EVENT + "/executions", "", "Idempotency-Key", "k1").expect(ProblemKind.IDEMPOTENCY_MISMATCH);
        assertThat(client.post(EVENT + "/executions", body, "Idempotency-Key", "k2")
                        .json(201))
                .isNotEqualTo(first);
        assertThat(client.with(api.token(Scope.OPERATOR))
                        .post(EVENT + "/executions", body, "Idempotency-Key", "k1")
                        .json(201))
                .as("a key is its token's own")
                .isNotEqualTo(first);
        assertThat(client.post(EVENT + "/executions", body, "Idempotency-Key", "a b")
                        .fields())
                .containsExactly("Idempotency-Key");
        assertThat(client.get(EXECUTIONS).json(200).get("items")).hasSize(3);
    }

    @Test
    void ofManyWithTheSameKeyAtOnceOneExecutionIsMade() throws Exception {
        List<Callable<Integer>> starts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            starts.add(() -> client.post(EVENT + "/executions", "", "Idempotency-Key", "same")
                    .status());
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(starts.size())) {
            for (Future<Integer> future : threads.invokeAll(starts)) {
                assertThat(future.get()).isEqualTo(201);
            }
        }
        client.post(EVENT + "/executions", "", "Idempotency-Key", "same").expect(201);
        assertThat(client.get(EXECUTIONS).json(200).get("items")).hasSize(1);
    }

    @Test
    void executionsAreListedNewestFirstAndFiltered() throws Exception {
        String first = started();
        String second = started();
        run(first);
        end(first);
        Reply all = client.get(EXECUTIONS);
        assertThat(document.faults("listExecutions", all)).isEmpty();
        assertThat(ids("")).containsExactly(second, first);
        assertThat(ids("?state=ended")).containsExactly(first);
        assertThat(ids("?outcome=exited&event=hello&host=local")).containsExactly(first);
        assertThat(ids("?state=running")).isEmpty();
        assertThat(ids("?until=2020-01-01T00:00:00Z")).isEmpty();
        assertThat(ids("?from=2020-01-01T00:00:00%2B02:00")).hasSize(2);
        assertThat(client.get(EXECUTIONS + "?state=over&outcome=exit&from=now&host=X&limit=201")
                        .fields())
                .containsExactlyInAnyOrder("state", "outcome", "from", "host", "limit");
        JsonNode page = client.get(EXECUTIONS + "?limit=1").json(200);
        assertThat(ids("?limit=1&cursor=" + page.get("next").stringValue())).containsExactly(first);
    }

    private List<String> ids(String query) throws Exception {
        return client.get(EXECUTIONS + query)
                .json(200)
                .get("items")
                .valueStream()
                .map(item -> item.get("id").stringValue())
                .toList();
    }

    @Test
    void cancellingEndsWhatIsQueuedAndAsksWhatRuns() throws Exception {
        String queued = started();
        Reply reply = client.post(EXECUTIONS + "/" + queued + "/cancel", "");
        assertThat(reply.json(202).get("ending").get("outcome").stringValue()).isEqualTo("cancelled");
        assertThat(document.faults("cancelExecution", reply)).isEmpty();
        client.post(EXECUTIONS + "/" + queued + "/cancel", "").expect(ProblemKind.EXECUTION_OVER);
        String running = started();
        run(running);
        JsonNode asked = client.post(EXECUTIONS + "/" + running + "/cancel", "").json(202);
        assertThat(asked.get("state").stringValue()).isEqualTo("running");
        assertThat(asked.get("cancelledBy").stringValue()).isEqualTo("admin");
        end(running);
        JsonNode ended = client.get(EXECUTIONS + "/" + running).json(200);
        assertThat(ended.get("ending").get("exitCode").intValue()).isEqualTo(3);
        assertThat(ended.get("ending").get("result").get("outcome").stringValue())
                .isEqualTo("exited");
        client.post(EXECUTIONS + "/0198a5b0-0000-7000-8000-000000000000/cancel", "")
                .expect(ProblemKind.NOT_FOUND);
        assertThat(client.get(EXECUTIONS + "/x").fields()).containsExactly("execution");
    }

    @Test
    void outputIsReadByStreamFromAnOffset() throws Exception {
        String id = started();
        run(id);
        Chunks chunks = new Chunks(api, id);
        chunks.add(1, "one ").add(2, "err").add(1, "two ").add(1, new byte[] {0, (byte) 0xff});
        Reply out = client.get(EXECUTIONS + "/" + id + "/output").expect(200);
        assertThat(out.body()).isEqualTo(new byte[] {'o', 'n', 'e', ' ', 't', 'w', 'o', ' ', 0, (byte) 0xff});
        assertThat(out.header("Cronium-Next-Offset")).contains("10");
        assertThat(out.header("Cronium-Output-Complete")).contains("false");
        assertThat(output(id, "?offset=2")).startsWith("e two ");
        assertThat(output(id, "?stream=stderr")).isEqualTo("err");
        assertThat(output(id, "?stream=stderr&offset=3")).isEmpty();
        assertThat(client.get(EXECUTIONS + "/" + id + "/output?stream=stdin&offset=11")
                        .fields())
                .containsExactlyInAnyOrder("stream", "offset");
        end(id);
        assertThat(client.get(EXECUTIONS + "/" + id + "/output?offset=10").header("Cronium-Output-Complete"))
                .contains("true");
        assertThat(client.send("HEAD", EXECUTIONS + "/" + id + "/output", "").header("Cronium-Next-Offset"))
                .contains("10");
    }

    private String output(String id, String query) throws Exception {
        return new String(
                client.get(EXECUTIONS + "/" + id + "/output" + query)
                        .expect(200)
                        .body(),
                StandardCharsets.ISO_8859_1);
    }

    @Test
    void aMegabyteOfOutputComesThroughExactly() throws Exception {
        String id = started();
        run(id);
        Chunks chunks = new Chunks(api, id);
        byte[] block = new byte[64 << 10];
        for (int i = 0; i < 20; i++) {
            java.util.Arrays.fill(block, (byte) i);
            chunks.add(1 + i % 2, block);
        }
        byte[] stderr = client.get(EXECUTIONS + "/" + id + "/output?stream=stderr&offset=100")
                .expect(200)
                .body();
        assertThat(stderr).hasSize(10 * block.length - 100);
        assertThat(stderr[0]).isEqualTo((byte) 1);
        assertThat(stderr[stderr.length - 1]).isEqualTo((byte) 19);
    }
}
