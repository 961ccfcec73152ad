package cronium.cli.remote;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server on this machine that says what a test told it to, call by call; the last answer of a call is repeated. */
public final class HttpStub implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Deque<Answering>> answers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** What came. */
    public record Request(String call, String body, Headers headers) {
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.getFirst(name));
        }
    }

    /** What is done about a call. */
    @FunctionalInterface
    public interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    private HttpStub(HttpServer server) {
        this.server = server;
    }

    public static HttpStub start() throws IOException {
        HttpStub stub = new HttpStub(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        stub.server.setExecutor(stub.threads);
        stub.server.createContext("/", stub::handle);
        stub.server.start();
        return stub;
    }

    /** Tells it what to do next about a call, such as {@code GET /api/v1/events?limit=50}. */
    public HttpStub on(String call, Answering answering) {
        Deque<Answering> queue = answers.computeIfAbsent(call, _ -> new ArrayDeque<>());
        synchronized (queue) {
            queue.add(answering);
        }
        return this;
    }

    /** The same for an answer in JSON; single quotation marks stand for double ones. */
    public HttpStub on(String call, int status, String json) {
        String type = status >= 400 ? "application/problem+json" : "application/json";
        return on(call, exchange -> send(exchange, status, type, json.replace('\'', '"')));
    }

    public List<Request> requests() {
        return requests;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A client of it, without a token. */
    public Server client() throws ConnectionException {
        return new Server(new Connection(ServerAddress.parse(url(), "the test"), Optional.empty()));
    }

    /** Writes events and breaks the connection off, as a server that is killed does, if {@code end} is not among them. */
    public static Answering events(String... events) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            for (String event : events) {
                out.write(event.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
            if (events.length > 0 && events[events.length - 1].startsWith("event: end")) {
                out.close();
            } else {
                throw new IOException("the stub drops this connection");
            }
        };
    }

    public static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(call, body, exchange.getRequestHeaders()));
        next(call).answer(exchange);
    }

    private Answering next(String call) {
        Deque<Answering> queue = answers.get(call);
        if (queue == null) {
            return exchange -> send(
                    exchange,
                    404,
                    "application/problem+json",
                    "{\"title\":\"Not Found\",\"status\":404,\"detail\":\"the stub knows no " + call + "\"}");
        }
        synchronized (queue) {
            return queue.size() > 1 ? queue.remove() : queue.element();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
