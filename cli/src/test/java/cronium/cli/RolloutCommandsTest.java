package cronium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.cli.Operator.Said;
import cronium.cli.remote.HttpStub;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An event on many hosts, against a server that answers as the interface's document has it. */
class RolloutCommandsTest {
    private static final String ROLLOUT = "GET /api/v1/rollouts/r1";
    private static final String TARGETS = "GET /api/v1/rollouts/r1/targets?limit=200";

    @TempDir
    private Path home = Path.of("");

    private HttpStub stub;
    private Operator operator;

    @BeforeEach
    void start() throws IOException {
        stub = HttpStub.start();
        operator = new Operator(stub, home);
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void severalHostsOrAGroupAreARollout() {
        stub.on("POST /api/v1/rollouts", 201, "{'id':'r1','targets':4}");

        assertThat(operator.types("event", "run", "hello", "--group=web", "--host=db-1", "--group=group:app"))
                .isEqualTo(new Said(0, "r1\n", ""));
        assertThat(operator.types(
                                "event",
                                "run",
                                "hello",
                                "--host=a",
                                "--host=b",
                                "--concurrency=5",
                                "--max-failures=2",
                                "--batch=3",
                                "--version=4",
                                "--env=A=b",
                                "--idempotency-key=k")
                        .out())
                .isEqualTo("r1\n");
        assertThat(operator.types("event", "run", "hello", "--host=a", "--batch=1")
                        .out())
                .isEqualTo("r1\n");

        assertThat(stub.requests())
                .extracting(HttpStub.Request::body)
                .containsExactly(
                        "{\"event\":\"hello\",\"targets\":[\"db-1\",\"group:web\",\"group:app\"]}",
                        "{\"event\":\"hello\",\"targets\":[\"a\",\"b\"],\"concurrency\":5,\"maxFailures\":2,\"batch\":3,"
                                + "\"environment\":{\"A\":\"b\"},\"version\":4}",
                        "{\"event\":\"hello\",\"targets\":[\"a\"],\"batch\":1}");
        assertThat(stub.requests().get(1).header("Idempotency-Key")).contains("k");
    }

    @Test
    void oneHostIsAnExecutionAsItWasBefore() {
        stub.on("POST /api/v1/events/hello/executions", 201, "{'id':'e1'}");

        assertThat(operator.types("event", "run", "hello", "--host=web-1").out())
                .isEqualTo("e1\n");
        assertThat(stub.requests().getFirst().body()).isEqualTo("{\"target\":\"web-1\"}");
    }

    @Test
    void whatMakesNoSenseTogetherIsRefusedBeforeAnythingIsSent() {
        assertThat(operator.types("event", "run", "hello", "--target=a", "--host=b"))
                .isEqualTo(new Said(125, "", "cronium: expected --target, or --host and --group, found both\n"));
        assertThat(operator.types("event", "run", "hello", "--target=a", "--group=b")
                        .exitCode())
                .isEqualTo(125);
        assertThat(operator.types("event", "run", "hello", "--concurrency=3").err())
                .contains("expected --host or --group with --concurrency");
        assertThat(stub.requests()).isEmpty();
    }

    private void threeTargetsOneAfterTheOther() {
        String head = "'id':'r1','event':'hello','targets':3,'state':";
        stub.on("POST /api/v1/rollouts", 201, "{" + head + "'running'}")
                .on(
                        ROLLOUT,
                        200,
                        "{" + head
                                + "'running','counts':{'states':{'running':1,'waiting':1,'ended':1},'outcomes':{'exited':1},'succeeded':1}}")
                .on(
                        ROLLOUT,
                        200,
                        "{" + head
                                + "'stopped','endedAt':'2026-02-01T12:00:00Z','counts':{'states':{'ended':3},"
                                + "'outcomes':{'exited':1,'timed-out':1,'not-started':1},'succeeded':1,'failed':1,'withheld':1}}")
                .on(
                        TARGETS,
                        200,
                        "{'items':[{'position':0,'host':'a','state':'ended','execution':'e1','outcome':'exited','exitCode':0,"
                                + "'sentence':'exit code 0','startedAt':'2026-02-01T11:59:00Z','endedAt':'2026-02-01T11:59:01.250Z'},"
                                + "{'position':1,'host':'b','state':'running','execution':'e2','startedAt':'2026-02-01T11:59:50Z'},"
                                + "{'position':2,'host':'c','state':'waiting'}]}")
                .on(
                        TARGETS,
                        200,
                        "{'items':[{'position':0,'host':'a','state':'ended','execution':'e1','outcome':'exited','exitCode':0,"
                                + "'sentence':'exit code 0','startedAt':'2026-02-01T11:59:00Z','endedAt':'2026-02-01T11:59:01.250Z'},"
                                + "{'position':1,'host':'b','state':'ended','execution':'e2','outcome':'timed-out',"
                                + "'sentence':'timed out\\u001b after 1m','startedAt':'2026-02-01T11:59:50Z','endedAt':'2026-02-01T12:00:00Z'},"
                                + "{'position':2,'host':'c','state':'ended','outcome':'not-started','sentence':'not started: stopped'}]}");
    }

    @Test
    void inAPipeEachTargetHasALineWhenItEndsAndThereIsASummaryByOutcome() {
        threeTargetsOneAfterTheOther();

        assertThat(operator.types("event", "run", "hello", "--group=web", "--wait"))
                .isEqualTo(new Said(
                        1,
                        """
                        a: exit code 0 (1.2 s, execution e1)
                        b: timed out\\u{1b} after 1m (10.0 s, execution e2)
                        c: not started: stopped
                        """,
                        "cronium: stopped: 3 targets: 1 exited with 0, 1 not-started, 1 timed-out (rollout r1)\n"));
    }

    @Test
    void onATerminalATableIsDrawnOverItself() {
        threeTargetsOneAfterTheOther();

        Said said = operator.typesAt(60, 24, "event", "run", "hello", "--group=web", "--wait");

        String end = "\u001b[K\n";
        assertThat(said.out())
                .isEqualTo("\u001b[1mHOST  STATE    OUTCOME   SECONDS\u001b[0m" + end
                        + "a     ended    exited 0  1.2" + end
                        + "b     running            10.0" + end
                        + "c     waiting" + end
                        + "running: 3 targets: 1 exited with 0, 1 running, 1 waiting" + end + "\u001b[J"
                        + "\u001b[5A\u001b[1mHOST  STATE  OUTCOME      SECONDS\u001b[0m" + end
                        + "a     ended  exited 0     1.2" + end
                        + "b     ended  timed-out    10.0" + end
                        + "c     ended  not-started" + end + "\u001b[J");
        assertThat(said.exitCode()).isEqualTo(1);
    }

    @Test
    void aTableIsNoHigherThanItsTerminalAndShowsWhatIsAtWorkFirst() {
        threeTargetsOneAfterTheOther();

        Said said = operator.typesAt(20, 4, "event", "run", "hello", "--group=web", "--wait");

        assertThat(said.out().lines().filter(line -> line.matches("[abc] .*")))
                .containsExactly("b     running      …\u001b[K", "b     ended  timed-…\u001b[K");
    }

    @Test
    void whenAllExitedWithNothingWrongTheExitCodeIsZero() {
        stub.on(
                        ROLLOUT,
                        200,
                        "{'id':'r1','targets':1,'state':'finished','endedAt':'2026-02-01T12:00:00Z',"
                                + "'counts':{'states':{'ended':1},'outcomes':{'exited':1},'succeeded':1}}")
                .on(
                        TARGETS,
                        200,
                        "{'items':[{'host':'a','state':'ended','execution':'e1','outcome':'exited','exitCode':0,'sentence':'exit code 0'}]}");

        assertThat(operator.types("rollout", "follow", "r1"))
                .isEqualTo(new Said(
                        0,
                        "a: exit code 0 (execution e1)\n",
                        "cronium: finished: 1 target: 1 exited with 0 (rollout r1)\n"));
        assertThat(operator.types("rollout", "follow", "r9").exitCode()).isEqualTo(125);
    }

    @Test
    void rolloutsAreListedShownAndCancelled() {
        stub.on(
                        "GET /api/v1/rollouts?limit=50",
                        200,
                        "{'items':[{'id':'r1','event':'hello','version':3,'state':'running','targets':20,'ended':7,'failed':1,"
                                + "'createdAt':'2026-02-01T11:00:00Z','startedBy':'ann'}]}")
                .on(
                        ROLLOUT,
                        200,
                        "{'id':'r1','state':'running','createdAt':'2026-02-01T11:00:00Z','counts':{'outcomes':{'exited':7}}}")
                .on(
                        "GET /api/v1/rollouts/r1/targets?limit=50",
                        200,
                        "{'items':[{'host':'a','state':'ended','execution':'e1','outcome':'exited','exitCode':3,"
                                + "'startedAt':'2026-02-01T11:59:00Z','endedAt':'2026-02-01T11:59:00.900Z'}]}")
                .on("POST /api/v1/rollouts/r1/cancel", 202, "{'id':'r1','state':'cancelled'}")
                .on("POST /api/v1/rollouts/r1/cancel", 202, "{'id':'r1','endedAt':'2026-02-01T11:00:00Z'}")
                .on("GET /api/v1/executions?rollout=r1&limit=50", 200, "{'items':[]}");

        assertThat(operator.types("rollout", "list").out()).isEqualTo("""
                ID  EVENT  VERSION  STATE    TARGETS  ENDED  FAILED  BEGAN                OVER  BY
                r1  hello  3        running  20       7      1       2026-02-01 13:00:00        ann
                """);
        assertThat(operator.types("rollout", "show", "r1").out()).isEqualTo("""
                id: r1
                state: running
                createdAt: "2026-02-01 13:00:00"
                counts:
                  outcomes:
                    exited: 7
                """);
        assertThat(operator.types("rollout", "targets", "r1").out()).isEqualTo("""
                HOST  STATE  OUTCOME   SECONDS  EXECUTION
                a     ended  exited 3  0.9      e1
                """);
        assertThat(operator.types("rollout", "cancel", "r1").out()).isEqualTo("cancelling r1\n");
        assertThat(operator.types("rollout", "cancel", "r1").out()).isEqualTo("cancelled r1\n");
        assertThat(operator.types("execution", "list", "--rollout=r1").exitCode())
                .isZero();
    }
}
