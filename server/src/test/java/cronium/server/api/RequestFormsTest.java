package cronium.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.server.domain.Scope;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests in forms that are not the expected one. */
class RequestFormsTest {
    private static final String EVENT = "/api/v1/events/hello";

    @TempDir
    Path directory;

    private Api api;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        api = new Api(directory);
        client = api.client;
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void otherMethodsAreToldWhichThereAre() throws Exception {
        Reply reply = client.send("PATCH", EVENT, "{}").expect(ProblemKind.METHOD_NOT_ALLOWED);
        assertThat(reply.header("Allow")).contains("DELETE, GET, HEAD, PUT");
        client.send("BREW", "/api/v1/events", "").expect(ProblemKind.METHOD_NOT_ALLOWED);
        client.send("TRACE", "/api/v1/events", "").expect(ProblemKind.METHOD_NOT_ALLOWED);
    }

    @Test
    void otherPathsAreNotThere() throws Exception {
        for (String path : List.of("/", "/api", "/api/v1", "/api/v1/event", EVENT + "/x", "/favicon.ico")) {
            client.get(path).expect(ProblemKind.NOT_FOUND);
        }
    }

    @Test
    void everyRouteRefusesAParameterItDoesNotKnow() throws Exception {
        for (Route route : api.server.routes()) {
            String body = route.body() == Route.Body.NONE ? "" : "{}";
            Reply reply = client.send(route.method(), AccessTest.path(route) + "?nothing=1", body);
            // Where what is named is looked for first, there is none.
            assertThat(reply.status()).as(route.toString()).isIn(400, 404);
        }
        assertThat(client.get("/api/v1/events?curser=x").text()).contains("did you mean 'cursor'?");
        for (String query : List.of("%", "%f", "%zz", "a=%ff", "search=%00", "search=%0a")) {
            assertThat(raw("GET /api/v1/events?" + query
                            + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                            + api.token(Scope.ADMIN) + "\r\n\r\n"))
                    .as(query)
                    .startsWith("HTTP/1.1 400 ")
                    .contains("application/problem+json");
        }
    }

    @Test
    void jsonThatIsNoneIsToldWithLineAndColumn() throws Exception {
        assertThat(client.put(EVENT, "{\n  \"tags\": [,]}")
                        .expect(ProblemKind.MALFORMED_JSON)
                        .json()
                        .get("detail")
                        .stringValue())
                .startsWith("line 2, column ");
        for (String body :
                List.of("{", "{} {}", "nul", "\"\\x\"", "{\"a\":1,\"a\":2}", "[".repeat(5_000), "1e", "\u0000")) {
            client.put(EVENT, body).expect(ProblemKind.MALFORMED_JSON);
        }
        client.send("PUT", EVENT, new byte[] {'"', (byte) 0xff, '"'}, "Content-Type", "application/json")
                .expect(ProblemKind.MALFORMED_JSON);
        client.put(EVENT, "").expect(ProblemKind.MALFORMED_JSON);
        client.put(EVENT, "[" + "[],".repeat(500_000) + "[]]").expect(ProblemKind.MALFORMED_JSON);
        for (String body : List.of("[]", "null", "3", "\"{}\"")) {
            assertThat(client.put(EVENT, body).fields()).contains("");
        }
    }

    @Test
    void bodiesOfOtherTypesAreRefused() throws Exception {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        for (String type :
                List.of("text/plain", "application/xml", "application/json; charset=latin1", "json", "*/*")) {
            client.send("PUT", EVENT, body, "Content-Type", type).expect(ProblemKind.UNSUPPORTED_MEDIA_TYPE);
        }
        client.send("PUT", EVENT, body).expect(ProblemKind.UNSUPPORTED_MEDIA_TYPE);
        client.send("PUT", EVENT, body, "Content-Type", "Application/JSON; charset=\"UTF-8\"")
                .expect(ProblemKind.INVALID);
    }

    @Test
    void whoTakesOnlyOtherTypesIsTold() throws Exception {
        client.get("/api/v1/events", "Accept", "text/html").expect(ProblemKind.NOT_ACCEPTABLE);
        client.get("/api/v1/events", "Accept", "application/json;q=0").expect(ProblemKind.NOT_ACCEPTABLE);
        for (String accept : List.of("*/*", "application/*", "text/html, application/json;q=0.5", "")) {
            client.get("/api/v1/events", "Accept", accept).expect(200);
        }
    }

    @Test
    void bodiesThatAreTooLargeAreRefused() throws Exception {
        String large = "\"" + "x".repeat((16 << 20) + 1) + "\"";
        client.put(EVENT, large).expect(ProblemKind.BODY_TOO_LARGE);
        client.post("/api/v1/tokens", "\"" + "x".repeat(64 << 10) + "\"").expect(ProblemKind.BODY_TOO_LARGE);
        String most = EventBodies.minimal()
                .put("description", "x".repeat((16 << 20) - 200))
                .toString();
        assertThat(client.put(EVENT, most).fields()).containsExactly("description");
    }

    @Test
    void bodiesWithoutALengthAreBoundedToo() throws Exception {
        StringBuilder chunked = new StringBuilder(
                        "POST /api/v1/tokens HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ")
                .append(api.token(Scope.ADMIN))
                .append("\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n\"\r\n");
        for (int i = 0; i < 70; i++) {
            chunked.append("400\r\n").append("x".repeat(1_024)).append("\r\n");
        }
        chunked.append("1\r\n\"\r\n0\r\n\r\n");
        assertThat(raw(chunked.toString())).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void whatIsNotHttpIsAProblemToo() throws Exception {
        for (String request : List.of(
                "GET /api/v1/events/a%2Fb HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /api/v1/../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /api/v1/events/%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /api/v1/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: " + "y".repeat(20_000) + "\r\n\r\n",
                "GET /" + "y".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) {
            assertThat(raw(request))
                    .as(request.substring(0, 30))
                    .startsWith("HTTP/1.1 4")
                    .contains("application/problem+json");
        }
        // Without Connection: close, so that it is the server's word that counts.
        assertThat(raw("GET /api/v1/events/%00 HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .containsIgnoringCase("Connection: close");
        assertThat(raw("GET / HTTP/9.9\r\n\r\n")).startsWith("HTTP/1.1 505 ");
        assertThat(raw("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    }

    private String raw(String request) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), client.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            in.transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void headAsksWhoCallsAndAnswersWithoutABody() throws Exception {
        client.put(EVENT, EventBodies.minimal().toString()).expect(201);
        Reply head = client.send("HEAD", EVENT, "").expect(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("ETag")).contains("\"1\"");
        assertThat(client.with("x").send("HEAD", EVENT, "").status()).isEqualTo(401);
        client.send("HEAD", EVENT + "/versions/1/payload", "").expect(200);
    }

    @Test
    void aServerThatClosesAnswersNobodyNew() throws Exception {
        client.get("/health/live").expect(200);
        api.server.close();
        assertThat(api.server.routes()).isNotEmpty();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> client.get("/health/live"))
                .isInstanceOf(java.io.IOException.class);
    }
}
