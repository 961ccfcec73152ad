package cronium.e2e;

import cronium.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A packaged {@code cronium-server} with a data directory of its own, and a client of its API. */
final class ControlPlane implements AutoCloseable {
    static final JsonMapper JSON = new JsonMapper();
    private static final String READY = "ready at ";

    private final Path directory;
    private final List<String> options;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Process process;
    private String address = "";
    private int starts;

    private ControlPlane(Path directory, List<String> options, Process process) {
        this.directory = directory;
        this.options = List.copyOf(options);
        this.process = process;
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @param directory for its home and its data
     */
    static ControlPlane start(Path directory, String... options) throws IOException {
        ControlPlane plane = new ControlPlane(directory, List.of(options), launch(directory, List.of(options), 0));
        plane.awaitReady();
        return plane;
    }

    private static Process launch(Path directory, List<String> options, int start) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Image.directory().resolve("bin/cronium-server").toString(),
                "--data",
                data(directory).toString(),
                "--listen",
                "127.0.0.1:0"));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("server.out." + start).toFile())
                .redirectError(directory.resolve("server.err." + start).toFile());
        builder.environment().put("HOME", directory.toString());
        builder.environment().remove("XDG_CONFIG_HOME");
        return builder.start();
    }

    private static Path data(Path directory) {
        return directory.resolve("data");
    }

    private void awaitReady() {
        address = Await.until("a server that is ready", this::said, said -> said.contains(READY) || !process.isAlive())
                .lines()
                .filter(line -> line.startsWith(READY))
                .map(line -> line.substring(READY.length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("expected a server, found that it ended: " + complaints()));
    }

    String said() {
        return text("server.out." + starts);
    }

    String complaints() {
        return text("server.err." + starts);
    }

    private String text(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path data() {
        return data(directory);
    }

    Path home() {
        return directory;
    }

    String address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    String token() throws IOException {
        return Files.readString(data().resolve("admin.token")).strip();
    }

    /** SIGKILL, and wait. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; the exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("expected that the server ends on SIGTERM, found it alive: " + complaints());
        }
        return process.exitValue();
    }

    void startAgain() throws IOException {
        starts++;
        process = launch(directory, options, starts);
        awaitReady();
    }

    /** An answer that is JSON. */
    record Answer(int status, JsonNode body) {
        JsonNode expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected status " + expected + ", found " + status + " " + body);
            }
            return body;
        }
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    Answer put(String path, String json) throws IOException, InterruptedException {
        return send(request(path).PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    Answer delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    Answer post(String path, String json) throws IOException, InterruptedException {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    Answer post(String path, String json, String idempotencyKey) throws IOException, InterruptedException {
        return send(request(path)
                .header("Idempotency-Key", idempotencyKey)
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    byte[] bytes(String path) throws IOException, InterruptedException {
        return client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private HttpRequest.Builder request(String path) throws IOException {
        return HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json");
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        return new Answer(
                answer.statusCode(), answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body()));
    }

    /** Saves an event of one bash script. */
    JsonNode save(String name, String script, String... otherFields) throws IOException, InterruptedException {
        String others = otherFields.length == 0 ? "" : ", " + String.join(", ", otherFields);
        Answer answer = put("/api/v1/events/" + name, event(script, others));
        return answer.expect(answer.status() == 201 ? 201 : 200);
    }

    static String event(String script, String others) {
        return "{\"interpreter\": \"bash\", \"entrypoint\": \"main.sh\", \"files\": [{\"path\": \"main.sh\", \"text\": "
                + JSON.writeValueAsString(script) + "}]" + others + "}";
    }

    /** Starts an execution; its id. */
    String run(String name) throws IOException, InterruptedException {
        return post("/api/v1/events/" + name + "/executions", "{}")
                .expect(201)
                .get("id")
                .stringValue();
    }

    JsonNode execution(String id) {
        return look("/api/v1/executions/" + id);
    }

    JsonNode rollout(String id) {
        return look("/api/v1/rollouts/" + id);
    }

    private JsonNode look(String path) {
        try {
            return get(path).expect(200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("expected an answer, found an interrupt", e);
        }
    }

    JsonNode awaitState(String id, String state) {
        return Await.until(
                "execution " + id + " " + state,
                () -> execution(id),
                found -> found.get("state").stringValue().equals(state));
    }

    /** All items of a list, page by page. */
    List<JsonNode> all(String path) throws IOException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            JsonNode page = get(path + (path.contains("?") ? "&" : "?") + "limit=200"
                            + cursor.map(next -> "&cursor=" + next).orElse(""))
                    .expect(200);
            page.get("items").forEach(items::add);
            cursor = Optional.ofNullable(page.get("next")).map(JsonNode::stringValue);
        } while (cursor.isPresent());
        return items;
    }

    @Override
    public void close() {
        client.shutdownNow();
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
