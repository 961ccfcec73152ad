package cronium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.cli.Operator.Said;
import cronium.cli.remote.HttpStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cronium event}, against a server that answers as the interface's document has it. */
class EventCommandsTest {
    private static final String PUT = "PUT /api/v1/events/hello";
    private static final String START = "POST /api/v1/events/hello/executions";
    private static final String FOLLOW = "GET /api/v1/executions/e1/events";

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
    void aFolderIsSavedAndSavedAgainWithoutAChange() throws IOException {
        Path folder = folder("interpreter: bash\nentrypoint: run.sh\n");
        Files.writeString(folder.resolve(".croniumignore"), "*.log\n");
        Files.writeString(folder.resolve("noise.log"), "x");
        stub.on(PUT, 201, "{'name':'hello','version':1,'changed':true}")
                .on(PUT, 200, "{'name':'hello','version':1,'changed':false}");

        assertThat(operator.types("event", "save", folder.toString()))
                .isEqualTo(new Said(0, "saved hello, version 1\n", ""));
        assertThat(operator.types("event", "save", folder.toString(), "--if-version", "1"))
                .isEqualTo(new Said(0, "hello is unchanged, version 1\n", ""));

        assertThat(stub.requests().getFirst().body()).contains("run.sh").doesNotContain("noise", "croniumignore");
        assertThat(stub.requests())
                .extracting(request -> request.header("If-Match"))
                .containsExactly(Optional.empty(), Optional.of("\"1\""));
        operator.types("event", "save", folder.toString(), "--if-version", "0");
        assertThat(stub.requests().getLast().header("If-None-Match")).contains("*");
    }

    @Test
    void faultsThatTheServerFindsHaveTheirPlaceInTheFile() throws IOException {
        Path folder = folder("interpreter: bash\nentrypoint: run.sh\nschedule: never\n");
        stub.on(
                PUT,
                400,
                "{'title':'Invalid','status':400,'detail':'2 faults','errors':["
                        + "{'field':'schedule','message':'expected a schedule'},{'field':'files[0].path','message':'odd'}]}");

        assertThat(operator.types("event", "save", folder.toString()))
                .isEqualTo(new Said(
                        1,
                        "",
                        "cronium: " + folder + "/event.yaml:3:11: schedule: expected a schedule\nrun.sh: odd\n"));
    }

    @Test
    void aConflictIsTheServersSentence() throws IOException {
        stub.on(PUT, 412, "{'title':'Conflict','status':412,'detail':'expected version 1, found 3; look at it first'}");

        assertThat(operator.types(
                        "event",
                        "save",
                        folder("interpreter: bash\nentrypoint: run.sh\n").toString(),
                        "--if-version=1"))
                .isEqualTo(new Said(1, "", "cronium: expected version 1, found 3; look at it first\n"));
    }

    @Test
    void aDryRunAsksNoServer() throws IOException {
        assertThat(operator.types(
                                "event",
                                "save",
                                "--dry-run",
                                folder("interpreter: bash\nentrypoint: run.sh\n")
                                        .toString())
                        .out())
                .startsWith("hello, 1 file, ")
                .endsWith("nothing was saved\n");
        assertThat(operator.types(
                                "event",
                                "save",
                                "--dry-run",
                                folder("interpreter: perl\nentrypoint: run.sh\n")
                                        .toString())
                        .err())
                .contains("event.yaml:1:14: interpreter: expected one of bash, python, node");
        assertThat(stub.requests()).isEmpty();
    }

    @Test
    void eventsAreListedForPeopleAndForPrograms() {
        String page = "{'items':[{'id':'i','name':'hello','version':3,'description':'Says\\nhello','tags':['a','b'],"
                + "'enabled':true,'targets':['local'],'updatedAt':'2026-01-31T23:30:00Z'}]}";
        stub.on("GET /api/v1/events?tag=a&enabled=true&limit=50", 200, page);

        assertThat(operator.types("event", "list", "--tag=a", "--enabled").out())
                .isEqualTo("""
                NAME   VERSION  ENABLED  UPDATED              SCHEDULE  TARGETS  TAGS  DESCRIPTION
                hello  3        yes      2026-02-01 01:30:00            local    a,b   Says\\nhello
                """);
        assertThat(operator.types("event", "list", "--tag=a", "--enabled", "-o", "json")
                        .out())
                .isEqualTo(page.replace('\'', '"') + "\n");
        assertThat(operator.types("event", "list", "--tag=a", "--enabled", "-o", "yaml")
                        .out())
                .contains("    description: |-\n      Says\n      hello\n");
    }

    @Test
    void anEventIsShownWithItsFilesBySize() {
        stub.on(
                "GET /api/v1/events/hello",
                200,
                "{'id':'i','name':'hello','version':3,'updatedAt':'2026-01-31T23:30:00Z','spec':{'interpreter':'bash','entrypoint':'a.sh',"
                        + "'files':[{'path':'a.sh','executable':true,'text':'h\u00e4\\n'}]},'payload':{'size':10}}");

        assertThat(operator.types("event", "show", "hello").out()).isEqualTo("""
                id: i
                name: hello
                version: 3
                updatedAt: "2026-02-01 01:30:00"
                payload:
                  size: 10
                interpreter: bash
                entrypoint: a.sh
                files:
                  - "a.sh, 4 bytes, executable"
                """);
        assertThat(operator.types("event", "show", "--help").out()).contains("--version=N");
    }

    @Test
    void whatDiffersIsSaidByTheExitCodeToo() {
        stub.on("GET /api/v1/events/hello", 200, "{'name':'hello','version':2,'spec':{'enabled':false,'files':[]}}")
                .on("GET /api/v1/events/hello/versions/1", 200, "{'version':1,'spec':{'enabled':true,'files':[]}}")
                .on("GET /api/v1/events/hello/versions/2", 200, "{'version':2,'spec':{'enabled':false,'files':[]}}");

        Said different = operator.types("event", "diff", "hello");
        assertThat(different.exitCode()).isEqualTo(1);
        assertThat(different.out()).contains("-enabled: true\n+enabled: false\n");
        assertThat(operator.types("event", "diff", "hello", "2", "2")).isEqualTo(new Said(0, "", ""));
        assertThat(operator.types("event", "diff", "hello", "9").exitCode()).isEqualTo(2);
    }

    @Test
    void anEventIsStartedOnceAndItsIdPrinted() {
        stub.on(START, 201, "{'id':'e1','state':'queued'}");

        assertThat(operator.types(
                        "event", "run", "hello", "--env", "A=b=c", "--env=N=1", "--target=local", "--version=2"))
                .isEqualTo(new Said(0, "e1\n", ""));

        HttpStub.Request request = stub.requests().getFirst();
        assertThat(request.body())
                .isEqualTo("{\"target\":\"local\",\"environment\":{\"A\":\"b=c\",\"N\":\"1\"},\"version\":2}");
        assertThat(request.header("Idempotency-Key"))
                .hasValueSatisfying(key -> assertThat(key).hasSize(36));
        operator.types("event", "run", "hello", "--idempotency-key=mine");
        assertThat(stub.requests().getLast().header("Idempotency-Key")).contains("mine");
    }

    @Test
    void waitingPrintsWhatTheScriptPrintsAndEndsAsItDoes() {
        stub.on(START, 201, "{'id':'e1'}")
                .on(FOLLOW, HttpStub.events(output(0, "stdout", 0, "aGkK")))
                .on(FOLLOW, HttpStub.events(output(1, "stderr", 0, "b29wcw=="), end("exited", 7, 1, 1)));

        assertThat(operator.types("event", "run", "hello", "--wait"))
                .isEqualTo(new Said(7, "hi\n", "oopscronium: it ended (execution e1)\n"));
    }

    @Test
    void theNextAttemptFollowsTheOneThatFailed() {
        stub.on(START, 201, "{'id':'e1'}")
                .on(FOLLOW, HttpStub.events(end("exited", 1, 1, 2)))
                .on(
                        "GET /api/v1/executions?event=hello&from=2026-01-01T00%3A00%3A00Z&limit=200",
                        200,
                        "{'items':[{'id':'e2','firstId':'e1','attempt':2},{'id':'e1','firstId':'e1','attempt':1}]}")
                .on(
                        "GET /api/v1/executions/e2/events",
                        HttpStub.events(output(0, "stdout", 0, "aGkK"), end("exited", 0, 2, 2)));

        assertThat(operator.types("event", "run", "hello", "--follow"))
                .isEqualTo(new Said(0, "hi\n", "cronium: it ended (execution e1)\ncronium: it ended (execution e2)\n"));
    }

    @Test
    void whatIsNotTheScriptsEndIs125() {
        stub.on(START, 201, "{'id':'e1'}").on(FOLLOW, HttpStub.events(end("lost", -1, 1, 1)));

        assertThat(operator.types("event", "run", "hello", "--wait").exitCode()).isEqualTo(125);
        assertThat(operator.types("event", "run", "nobody").exitCode()).isEqualTo(125);
        assertThat(operator.types("event", "run", "hello", "--nonsense").exitCode())
                .isEqualTo(125);
    }

    @Test
    void nothingIsDeletedUnasked() {
        stub.on("DELETE /api/v1/events/hello", 204, "");

        assertThat(operator.types("event", "delete", "hello"))
                .isEqualTo(new Said(1, "", "cronium: expected --yes, found neither that nor a terminal to ask on\n"));
        assertThat(operator.types("event", "delete", "hello", "--yes")).isEqualTo(new Said(0, "deleted hello\n", ""));
    }

    private Path folder(String event) throws IOException {
        Path folder = Files.createDirectories(home.resolve("hello"));
        Files.writeString(folder.resolve("event.yaml"), event);
        Files.writeString(folder.resolve("run.sh"), "echo hi\n");
        return folder;
    }

    private static String output(int number, String stream, int offset, String base64) {
        return "id: " + number + "\nevent: output\ndata: {\"number\":" + number + ",\"stream\":\"" + stream
                + "\",\"offset\":" + offset + ",\"nanos\":1,\"base64\":\"" + base64 + "\"}\n\n";
    }

    /** @param code left out if it is below 0 */
    private static String end(String outcome, int code, int attempt, int attempts) {
        return ("event: end\ndata: {'id':'e" + attempt + "','event':'hello','firstId':'e1','attempt':" + attempt
                        + ",'attempts':" + attempts
                        + ",'queuedAt':'2026-01-01T00:00:00Z','state':'ended','ending':{'outcome':'"
                        + outcome + "'" + (code < 0 ? "" : ",'exitCode':" + code) + ",'sentence':'it ended'}}\n\n")
                .replace('\'', '"');
    }
}
