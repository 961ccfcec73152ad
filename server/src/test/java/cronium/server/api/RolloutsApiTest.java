package cronium.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.server.domain.Ending;
import cronium.server.domain.Execution;
import cronium.server.domain.Outcome;
import cronium.server.domain.Scope;
import cronium.server.domain.Target;
import cronium.server.execute.Ids;
import cronium.server.rollouts.Coordinator;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Rollouts as a caller sees them; the test is the node that runs what is queued. */
class RolloutsApiTest {
    private static final String ROLLOUTS = "/api/v1/rollouts";

    @TempDir
    Path directory;

    private final BlockingQueue<Target> queued = new LinkedBlockingQueue<>();
    private Api api;
    private Client client;
    private OpenApiDocument document;
    private Coordinator coordinator;

    @BeforeEach
    void start() throws Exception {
        api = new Api(directory);
        client = api.client;
        document = OpenApiDocument.read();
        coordinator = Coordinator.start(
                api.database,
                (id, actor) -> api.database
                        .executions()
                        .requestCancel(id, actor, Clock.systemUTC().instant()),
                queued::add,
                new Ids(Clock.systemUTC(), new Random(5))::next,
                api.bell,
                Clock.systemUTC());
        client.put("/api/v1/events/hello", EventBodies.minimal().toString()).expect(201);
        for (int i = 1; i <= 3; i++) {
            client.put("/api/v1/hosts/web-" + i, "{\"address\": \"web\", \"groups\": [\"web\"]}")
                    .expect(201);
        }
    }

    @AfterEach
    void stop() {
        coordinator.close();
        api.close();
    }

    private JsonNode checked(String operation, Reply reply, int status) {
        assertThat(document.faults(operation, reply)).isEmpty();
        return reply.json(status);
    }

    private Execution claimed() throws InterruptedException {
        Target host = queued.poll(60, TimeUnit.SECONDS);
        assertThat(host).as("a target that is queued").isNotNull();
        return api.database
                .executions()
                .claimNext("node", host, Clock.systemUTC().instant())
                .orElseThrow();
    }

    private void end(Execution execution, int code) {
        api.database
                .executions()
                .end(
                        execution.id(),
                        "node",
                        new Ending(Outcome.EXITED, OptionalInt.of(code), "exit code " + code, Optional.empty()),
                        Clock.systemUTC().instant(),
                        Optional.empty());
        api.bell.ring();
    }

    private JsonNode awaitEnd(String id) throws Exception {
        JsonNode rollout = client.get(ROLLOUTS + "/" + id).json(200);
        while (rollout.get("endedAt") == null) {
            rollout = client.get(ROLLOUTS + "/" + id).json(200);
        }
        return rollout;
    }

    @Test
    void anEventIsRunOnAGroupAndEveryTargetIsTold() throws Exception {
        Reply began = client.post(
                ROLLOUTS,
                "{\"event\": \"hello\", \"targets\": [\"web-3\", \"group:web\", \"local\"], \"concurrency\": 2,"
                        + " \"maxFailures\": 4, \"batch\": 3, \"environment\": {\"A\": \"b\"}}");
        JsonNode rollout = checked("startRollout", began, 201);
        String id = rollout.get("id").stringValue();
        assertThat(began.header("Location")).contains(ROLLOUTS + "/" + id);
        assertThat(rollout.get("targets").intValue()).isEqualTo(4);
        for (int i = 0; i < 4; i++) {
            Execution execution = claimed();
            assertThat(execution.environment()).containsEntry("A", "b");
            end(execution, i == 1 ? 7 : 0);
        }

        awaitEnd(id);
        JsonNode over = checked("getRollout", client.get(ROLLOUTS + "/" + id), 200);
        assertThat(over.get("state").stringValue()).isEqualTo("finished");
        assertThat(over.get("counts").toString())
                .isEqualTo("{\"states\":{\"waiting\":0,\"queued\":0,\"claimed\":0,\"running\":0,\"ended\":4},"
                        + "\"outcomes\":{\"exited\":4},\"succeeded\":3,\"failed\":1,\"withheld\":0}");
        JsonNode first = checked("listRolloutTargets", client.get(ROLLOUTS + "/" + id + "/targets?limit=3"), 200);
        JsonNode second = checked(
                "listRolloutTargets",
                client.get(ROLLOUTS + "/" + id + "/targets?cursor="
                        + first.get("next").stringValue()),
                200);
        assertThat(first.get("items").findValuesAsString("host")).containsExactly("web-3", "web-1", "web-2");
        assertThat(second.get("items").findValuesAsString("host")).containsExactly("local");
        assertThat(first.get("items").findValues("exitCode").toString()).contains("7");
        JsonNode executions = checked("listExecutions", client.get("/api/v1/executions?rollout=" + id), 200);
        assertThat(executions.get("items")).hasSize(4);
        assertThat(executions.get("items").get(0).get("rollout").stringValue()).isEqualTo(id);
        assertThat(checked("listRollouts", client.get(ROLLOUTS), 200).get("items"))
                .hasSize(1);
        client.post(ROLLOUTS + "/" + id + "/cancel", "").expect(ProblemKind.ROLLOUT_OVER);
    }

    @Test
    void cancellingIsAnsweredAtOnceAndReachesAll() throws Exception {
        String id = client.post(ROLLOUTS, "{\"event\": \"hello\", \"targets\": [\"group:web\"], \"concurrency\": 1}")
                .json(201)
                .get("id")
                .stringValue();
        Execution running = claimed();
        JsonNode cancelled = checked("cancelRollout", client.post(ROLLOUTS + "/" + id + "/cancel", ""), 202);
        assertThat(cancelled.get("state").stringValue()).isEqualTo("cancelled");
        assertThat(cancelled.get("counts").get("withheld").intValue()).isEqualTo(2);
        while (api.database
                .executions()
                .find(running.id())
                .flatMap(Execution::cancelledBy)
                .isEmpty()) {
            Thread.onSpinWait();
        }
        end(running, 0);
        assertThat(awaitEnd(id).get("cancelledBy").stringValue()).isEqualTo("admin");
        JsonNode targets =
                client.get(ROLLOUTS + "/" + id + "/targets").json(200).get("items");
        assertThat(targets.findValuesAsString("outcome")).containsExactly("exited", "not-started", "not-started");
    }

    @Test
    void whatCannotBeRolledOutIsRefusedWithAllItsFaults() throws Exception {
        assertThat(client.post(
                                ROLLOUTS,
                                "{\"targets\": [], \"concurrency\": 0, \"maxFailures\": -1, \"batch\": \"x\", \"version\": 0,"
                                        + " \"environment\": {\"1\": \"x\"}, \"concurency\": 1}")
                        .fields())
                .containsExactlyInAnyOrder(
                        "event",
                        "targets",
                        "concurrency",
                        "maxFailures",
                        "batch",
                        "version",
                        "environment.1",
                        "concurency");
        Reply unknown = client.post(
                ROLLOUTS, "{\"event\": \"hello\", \"targets\": [\"web-9\", \"group:db\", \"local\", \"x y\"]}");
        assertThat(unknown.fields()).containsExactly("targets[3]");
        Reply missing =
                client.post(ROLLOUTS, "{\"event\": \"hello\", \"targets\": [\"web-9\", \"group:db\", \"local\"]}");
        assertThat(missing.fields()).containsExactly("targets[0]", "targets[1]");
        assertThat(missing.text()).contains("expected a group that hosts are in, found group:db without any");
        client.post(ROLLOUTS, "{\"event\": \"other\", \"targets\": [\"local\"]}")
                .expect(ProblemKind.NOT_FOUND);
        client.with(api.token(Scope.VIEWER))
                .post(ROLLOUTS, "{\"event\": \"hello\", \"targets\": [\"local\"]}")
                .expect(ProblemKind.FORBIDDEN);
        assertThat(client.get(ROLLOUTS + "/x").fields()).containsExactly("rollout");
        assertThat(client.get("/api/v1/executions?rollout=x").fields()).containsExactly("rollout");
        client.get(ROLLOUTS + "/0198a5b0-0000-7000-8000-000000000001").expect(ProblemKind.NOT_FOUND);
        client.get(ROLLOUTS + "/0198a5b0-0000-7000-8000-000000000001/targets").expect(ProblemKind.NOT_FOUND);
        client.post(ROLLOUTS + "/0198a5b0-0000-7000-8000-000000000001/cancel", "")
                .expect(ProblemKind.NOT_FOUND);
    }

    @Test
    void theSameKeyBeginsOneRollout() throws Exception {
        String body = "{\"event\": \"hello\", \"targets\": [\"local\"]}";
        String id = client.post(ROLLOUTS, body, "Idempotency-Key", "k")
                .json(201)
                .get("id")
                .stringValue();
        assertThat(client.post(ROLLOUTS, body, "Idempotency-Key", "k")
                        .json(201)
                        .get("id")
                        .stringValue())
                .isEqualTo(id);
        client.post(ROLLOUTS, "{\"event\": \"hello\", \"targets\": [\"web-1\"]}", "Idempotency-Key", "k")
                .expect(ProblemKind.IDEMPOTENCY_MISMATCH);
        assertThat(client.get(ROLLOUTS).json(200).get("items")).hasSize(1);
    }
}
