package cronium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.cli.Operator.Said;
import cronium.cli.remote.HttpStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executions, hosts, secrets, tokens and the rest, against a server that answers as the interface's document has it. */
class RemoteCommandsTest {
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
    void executionsAreListedWithTheirOutcomes() {
        stub.on(
                "GET /api/v1/executions?event=hello&from=2026-02-01T10%3A30%3A00Z&until=2026-01-31T22%3A00%3A00Z&limit=2",
                200,
                "{'items':[{'id':'e2','event':'hello','version':3,'host':'local','state':'ended','queuedAt':'2026-02-01T11:00:00Z',"
                        + "'triggeredBy':'ann','ending':{'outcome':'exited','exitCode':7}},"
                        + "{'id':'e1','event':'hello','version':3,'host':'local','state':'running','queuedAt':'2026-02-01T10:59:59Z'}],'next':'c'}");

        assertThat(operator.types(
                        "execution", "list", "--event=hello", "--since=90m", "--until=2026-02-01", "--limit=2"))
                .isEqualTo(new Said(0, """
                        ID  EVENT  VERSION  HOST   STATE     QUEUED               ENDED  BY
                        e2  hello  3        local  exited 7  2026-02-01 13:00:00         ann
                        e1  hello  3        local  running   2026-02-01 12:59:59
                        """, "cronium: there are more; --all shows them, --limit so many\n"));
        assertThat(operator.types("execution", "list", "--since=whenever").err())
                .contains("expected a time such as 90m");
    }

    @Test
    void anExecutionIsShownAndItsOutputComesByteForByte() {
        stub.on(
                        "GET /api/v1/executions/e1",
                        200,
                        "{'id':'e1','queuedAt':'2026-02-01T11:00:00Z','outputBytes':3,'ending':{'outcome':'exited','exitCode':0,'result':{'x':1}}}")
                .on(
                        "GET /api/v1/executions/e1/output?stream=stderr",
                        exchange -> HttpStub.send(exchange, 200, "application/octet-stream", "a\u0000\u001bb"))
                .on(
                        "GET /api/v1/executions/e1/events",
                        HttpStub.events(
                                "id: 0\nevent: output\ndata: {\"number\":0,\"stream\":\"stdout\",\"offset\":0,\"base64\":\"YWJjZA==\"}\n\n",
                                "event: end\ndata: {\"ending\":{\"outcome\":\"exited\",\"exitCode\":0,\"sentence\":\"exit code 0\"}}\n\n"));

        assertThat(operator.types("execution", "show", "e1").out()).isEqualTo("""
                        id: e1
                        queuedAt: "2026-02-01 13:00:00"
                        outputBytes: 3
                        ending:
                          outcome: exited
                          exitCode: 0
                        """);
        assertThat(operator.types("execution", "output", "e1", "--stream=stderr")
                        .out())
                .isEqualTo("a\u0000\u001bb");
        assertThat(operator.types("execution", "follow", "e1", "--from=now"))
                .isEqualTo(new Said(0, "d", "cronium: exit code 0 (execution e1)\n"));
        assertThat(operator.types("execution", "follow", "e9").exitCode()).isEqualTo(125);
    }

    @Test
    void cancellingSaysWhetherItIsOver() {
        stub.on("POST /api/v1/executions/e1/cancel", 202, "{'id':'e1','state':'running'}")
                .on("POST /api/v1/executions/e1/cancel", 202, "{'id':'e1','state':'ended'}");

        assertThat(operator.types("execution", "cancel", "e1").out()).isEqualTo("cancelling e1\n");
        assertThat(operator.types("execution", "cancel", "e1").out()).isEqualTo("cancelled e1\n");
    }

    @Test
    void aTokenIsPrintedAloneAndOnce() {
        String secret = "crn_" + "x".repeat(43);
        stub.on("POST /api/v1/tokens", 201, "{'name':'ci','scope':'operator','token':'" + secret + "'}");

        assertThat(operator.types("token", "create", "ci", "--scope=operator", "--expires=30d"))
                .isEqualTo(new Said(0, secret + "\n", ""));
        assertThat(stub.requests().getFirst().body())
                .isEqualTo("{\"name\":\"ci\",\"scope\":\"operator\",\"expiresIn\":\"30d\"}");
    }

    @Test
    void aSecretComesFromStandardInputOrAFileAndIsNeverShown() throws IOException {
        stub.on("PUT /api/v1/secrets/KEY", 204, "");
        Path file = Files.writeString(home.resolve("value"), "s3cret\n");

        assertThat(operator.given("s3cret\n", "secret", "set", "KEY")).isEqualTo(new Said(0, "set KEY\n", ""));
        operator.types("secret", "set", "KEY", "--from-file=" + file);

        assertThat(stub.requests())
                .extracting(HttpStub.Request::body)
                .containsExactly("{\"content\":\"czNjcmV0\"}", "{\"content\":\"czNjcmV0Cg==\"}");
        assertThat(operator.given("", "secret", "set", "KEY").err()).contains("expected 1 to 32768 bytes, found none");
    }

    @Test
    void hostsAreAddedAndRemoved() {
        stub.on("PUT /api/v1/hosts/web-1", 201, "{'name':'web-1'}")
                .on("DELETE /api/v1/hosts/web-1", 204, "")
                .on(
                        "GET /api/v1/hosts?limit=50",
                        200,
                        "{'items':[{'name':'web-1','address':'d@w','groups':['all','web'],'labels':{'a':'b'},'createdAt':'2026-01-01T00:00:00Z'}]}");

        stub.on(
                        "GET /api/v1/hosts?group=web&limit=50",
                        200,
                        "{'items':[{'name':'web-1','address':'d@w','groups':['web']}]}")
                .on(
                        "GET /api/v1/hosts/web-1",
                        200,
                        "{'name':'web-1','address':'d@w','groups':['web'],'createdAt':'2026-01-01T00:00:00Z'}");
        assertThat(operator.types("host", "add", "web-1", "--address=d@w", "--group=web", "--group=all", "--label=a=b")
                        .out())
                .isEqualTo("added web-1\n");
        assertThat(stub.requests().getFirst().body())
                .isEqualTo("{\"address\":\"d@w\",\"groups\":[\"web\",\"all\"],\"labels\":{\"a\":\"b\"}}");
        operator.types("host", "add", "web-1", "--address=w", "--key-secret=KEY", "--passphrase-secret=PHRASE");
        assertThat(stub.requests().getLast().body())
                .isEqualTo("{\"address\":\"w\",\"keySecret\":\"KEY\",\"passphraseSecret\":\"PHRASE\"}");
        assertThat(operator.types("host", "list").out()).isEqualTo("""
                NAME   ADDRESS  GROUPS   PLATFORM  LABELS  SEEN
                web-1  d@w      all,web            a=b
                """);
        assertThat(operator.types("host", "list", "--group=web").out()).contains("web-1  d@w      web");
        assertThat(operator.types("host", "show", "web-1").out()).isEqualTo("""
                name: web-1
                address: d@w
                groups:
                  - web
                createdAt: "2026-01-01 02:00:00"
                """);
        assertThat(operator.types("host", "add", "web-1").exitCode()).isEqualTo(2);
        assertThat(operator.types("host", "remove", "web-1").out()).isEqualTo("removed web-1\n");
    }

    @Test
    void pruningGoesOnUntilNothingIsLeft() {
        stub.on("POST /api/v1/payloads/prune", 200, "{'removed':[{},{}],'bytes':20,'dryRun':false,'more':true}")
                .on("POST /api/v1/payloads/prune", 200, "{'removed':[{}],'bytes':5,'dryRun':false,'more':false}");

        assertThat(operator.types("payload", "prune", "--older-than=30d", "--keep=3"))
                .isEqualTo(new Said(0, "removed 3 payloads, 25 bytes\n", ""));
        assertThat(stub.requests().getFirst().body())
                .isEqualTo("{\"dryRun\":false,\"olderThan\":\"30d\",\"keepNewest\":3}");
        assertThat(operator.types("payload", "prune").exitCode()).isEqualTo(1);
    }

    @Test
    void theAuditLogIsShownWithItsDetails() {
        stub.on(
                "GET /api/v1/audit?actor=ann&limit=50",
                200,
                "{'items':[{'number':1,'at':'2026-02-01T10:00:00Z','actor':'ann','action':'event.saved','subject':'hello','detail':{'version':3}}]}");

        assertThat(operator.types("audit", "--actor=ann").out()).isEqualTo("""
                AT                   ACTOR  ACTION       SUBJECT  DETAIL
                2026-02-01 12:00:00  ann    event.saved  hello    {"version":3}
                """);
    }

    @Test
    void whatIsRefusedIsSaidInOneLine() {
        stub.on("GET /api/v1/secrets?limit=50", 403, "{'title':'Forbidden','status':403,'detail':'this needs admin'}");

        assertThat(operator.types("secret", "list"))
                .isEqualTo(
                        new Said(1, "", "cronium: this needs admin; another token may do it: cronium token create\n"));
    }
}
