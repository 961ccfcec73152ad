package cronium.packaging;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that comes up, does for a while what servers do, and ends, while its JVM writes the AOT cache. That has the classes, and how often what was called: so that
 * the next server compiles the ways of a save, a list and a run at once, and not after the first few hundred.
 */
final class ServerTraining {
    private static final String READY = "ready at ";
    private static final String EVENT = """
            {"interpreter": "bash", "entrypoint": "script.sh", "limits": {"timeout": "1h"}, "tags": ["some"],
             "description": "Does one thing or another",
             "files": [{"path": "script.sh", "text": "echo NUMBER"}]}
            """;
    private static final List<String> LOOKS = List.of(
            "/api/v1/events",
            "/api/v1/events?tag=some",
            "/api/v1/events?search=one",
            "/api/v1/events?search=tr+anoth",
            "/api/v1/events/training-1",
            "/api/v1/executions",
            "/api/v1/executions?event=training-1&outcome=exited",
            "/health/ready");
    private static final Pattern ID = Pattern.compile("\"id\": *\"([0-9a-f-]{36})\"");
    private static final int ROUNDS = 1_000;
    private static final int EVENTS = 500;
    private static final int RUNS = 5;

    private final Path home;

    ServerTraining(Path home) {
        this.home = home;
    }

    void run(Program server, Path image) throws IOException, InterruptedException {
        Path data = home.resolve("data");
        Path complaints = home.resolve("server.log");
        ProcessBuilder builder = new ProcessBuilder(
                        server.launcher(image).toString(), "--data", data.toString(), "--listen", "127.0.0.1:0")
                .redirectError(complaints.toFile());
        builder.environment().put("CRONIUM_AOT_OUTPUT", server.cache(image).toString());
        builder.environment().put("HOME", home.toString());
        builder.environment().remove("XDG_CONFIG_HOME");
        Process process = builder.start();
        Thread watch = Thread.ofVirtual().start(() -> endLate(process));
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            String address = said.lines()
                    .filter(line -> line.startsWith(READY))
                    .map(line -> line.substring(READY.length()))
                    .findFirst()
                    .orElseThrow(() -> failed(complaints));
            use(address, Files.readString(data.resolve("admin.token")).strip());
            process.destroy();
            if (process.waitFor() != 0 || !Files.exists(server.cache(image))) {
                throw failed(complaints);
            }
        } finally {
            watch.interrupt();
            process.destroyForcibly();
        }
    }

    /** A run that hangs fails the build, and does not hang it. */
    private static void endLate(Process process) {
        try {
            if (!process.waitFor(10, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void use(String address, String token) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < ROUNDS; i++) {
                String event = "/api/v1/events/training-" + i % EVENTS;
                send(client, token, "PUT", address + event, EVENT.replace("NUMBER", Integer.toString(i)));
                send(client, token, "GET", address + LOOKS.get(i % LOOKS.size()), "");
            }
            for (int i = 0; i < RUNS; i++) {
                String begun = send(client, token, "POST", address + "/api/v1/events/training-1/executions", "{}");
                // Until it is over.
                send(client, token, "GET", address + "/api/v1/executions/" + id(begun) + "/events", "");
            }
        }
    }

    private static String id(String execution) {
        Matcher id = ID.matcher(execution);
        if (!id.find()) {
            throw new IllegalStateException("training run of the server: expected an id, found " + execution);
        }
        return id.group(1);
    }

    private static String send(HttpClient client, String token, String method, String uri, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException("training run of the server: " + uri + ": expected success, found "
                    + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static IllegalStateException failed(Path complaints) {
        try {
            return new IllegalStateException("training run of the server failed:\n" + Files.readString(complaints));
        } catch (IOException e) {
            return new IllegalStateException("training run of the server failed", e);
        }
    }
}
