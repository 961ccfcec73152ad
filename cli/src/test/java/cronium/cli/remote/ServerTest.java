package cronium.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls, answers and refusals. */
class ServerTest {
    private HttpStub stub;

    @BeforeEach
    void start() throws IOException {
        stub = HttpStub.start();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void pathsAndQueriesAreEncoded() throws IOException {
        stub.on("GET /api/v1/events/a%2Fb%20%3F?search=x%20%26y", 200, "{'items':[]}");

        Answer answer = stub.client().get(ApiPath.of("events", "a/b ?").with("search", "x &y"));

        assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"items\":[]}");
        assertThat(ApiPath.of("events", "..").text()).isEqualTo("/api/v1/events/%2E%2E");
    }

    @Test
    void theTokenAndTheBodyAreSent() throws IOException {
        stub.on("POST /api/v1/tokens", 201, "{'name':'ci'}");
        String token = "crn_" + "x".repeat(43);
        Server server = new Server(new Connection(
                ServerAddress.parse(stub.url(), "the test"), Optional.of(AccessToken.of(token, "the test"))));

        Answer answer =
                server.post(ApiPath.of("tokens"), Item.ofTexts("name", "ci").json());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.item().text("name")).contains("ci");
        HttpStub.Request request = stub.requests().getFirst();
        assertThat(request.header("Authorization")).contains("Bearer " + token);
        assertThat(request.header("Content-Type")).contains("application/json");
        assertThat(request.body()).isEqualTo("{\"name\":\"ci\"}");
    }

    @Test
    void aFileIsSentAsItIsRead() throws IOException {
        stub.on("PUT /api/v1/runners/abc/content", 200, "{'content':true}");
        byte[] file = "x".repeat(150_000).getBytes(StandardCharsets.US_ASCII);
        AtomicInteger sent = new AtomicInteger();

        Answer answer = stub.client()
                .put(
                        ApiPath.of("runners", "abc", "content"),
                        new ByteArrayInputStream(file),
                        file.length,
                        sent::addAndGet);

        assertThat(answer.item().isTrue("content")).isTrue();
        assertThat(sent).hasValue(file.length);
        HttpStub.Request request = stub.requests().getFirst();
        assertThat(request.header("Content-Type")).contains("application/octet-stream");
        assertThat(request.header("Content-Length")).contains("150000");
        assertThat(request.body()).hasSize(file.length);
    }

    @Test
    void aRefusalHasTheServersReasonAndALineForEachFault() {
        stub.on(
                "PUT /api/v1/events/x",
                422,
                "{'title':'Invalid','status':422,'detail':'the event has faults','errors':["
                        + "{'field':'limits.timeout','message':'expected a duration'},{'field':'','message':'no \\u001b[2J'}]}");

        assertThatThrownBy(() ->
                        stub.client().send("PUT", ApiPath.of("events", "x"), Map.of(), Optional.of(Item.EMPTY.json())))
                .isInstanceOf(RefusedException.class)
                .hasMessage("the event has faults\nlimits.timeout: expected a duration\nno \\u{1b}[2J");
    }

    @Test
    void withoutATokenThatIsKnownItSaysWhereToGiveOne() {
        stub.on("GET /api/v1/events", 401, "{'title':'Unauthorized','status':401,'detail':'this token is revoked'}");
        stub.on("POST /api/v1/tokens", 401, "{'title':'Unauthorized','status':401}");

        assertThatThrownBy(() -> stub.client().get(ApiPath.of("events")))
                .hasMessageStartingWith("this token is revoked; give a token in CRONIUM_TOKEN");
        RefusedException refused = catchThrowableOfType(
                RefusedException.class, () -> stub.client().post(ApiPath.of("tokens"), Item.EMPTY.json()));
        assertThat(refused.problem().status()).isEqualTo(401);
        assertThat(refused).hasMessageContaining("lets nobody in").hasMessageContaining("CRONIUM_TOKEN");
    }

    @Test
    void whatIsNoCroniumIsSaidToBeNone() {
        stub.on("GET /api/v1/events", exchange -> HttpStub.send(exchange, 200, "text/html", "<html>hello</html>"));
        stub.on("GET /api/v1/hosts", exchange -> HttpStub.send(exchange, 502, "text/html", "<html>bad</html>"));

        assertThatThrownBy(() -> stub.client().get(ApiPath.of("events")).item())
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("expected JSON of a Cronium server");
        assertThatThrownBy(() -> stub.client().get(ApiPath.of("hosts"))).hasMessage("status 502 of HTTP and no reason");
    }

    @Test
    void whereNobodyListensItSaysWhatToStart() throws IOException {
        String url;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            url = "http://127.0.0.1:" + free.getLocalPort();
        }
        Server server = new Server(new Connection(ServerAddress.parse(url, "the test"), Optional.empty()));

        assertThatThrownBy(() -> server.get(ApiPath.of("events")))
                .isInstanceOf(ConnectionException.class)
                .hasMessageStartingWith("expected a Cronium server at " + url + ", found none")
                .hasMessageContaining("cronium server");
    }

    @Test
    void aCallThatChangesSomethingIsNotMadeTwiceWhenItsConnectionDrops() {
        stub.on("POST /api/v1/executions/1/cancel", _ -> {
            throw new IOException("dropped before an answer");
        });

        assertThatThrownBy(() ->
                        stub.client().send("POST", ApiPath.of("executions", "1", "cancel"), Map.of(), Optional.empty()))
                .isInstanceOf(IOException.class);
        assertThat(stub.requests()).hasSize(1);
    }

    @Test
    void aBodyThatComesInPiecesIsTakenWhole() throws IOException {
        stub.on("GET /api/v1/audit", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (String piece : "{\"items\":[{\"number\": 17}]}".split("", -1)) {
                    out.write(piece.getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            }
        });

        Item answer = stub.client().get(ApiPath.of("audit")).item();

        assertThat(answer.items("items").getFirst().number("number")).hasValue(17);
    }

    @Test
    void aListIsReadPageByPageUpToTheLimit() throws IOException {
        stub.on("GET /api/v1/events?limit=3", 200, "{'items':[{'name':'a'},{'name':'b'}],'next':'c2'}");
        stub.on("GET /api/v1/events?limit=1&cursor=c2", 200, "{'items':[{'name':'c'}],'next':'c3'}");

        Pages pages = new Pages(stub.client(), ApiPath.of("events"), 3);

        assertThat(new String(Json.write(pages.rest()), StandardCharsets.UTF_8))
                .isEqualTo("{\"items\":[{\"name\":\"a\"},{\"name\":\"b\"},{\"name\":\"c\"}],\"next\":\"c3\"}");
        assertThat(pages.isCutOff()).isTrue();
    }
}
