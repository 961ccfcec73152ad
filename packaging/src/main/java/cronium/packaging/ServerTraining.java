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

/** A server that comes up, saves an event, shows it, and ends, while its JVM writes the AOT cache. */
final class ServerTraining {
    private static final String READY = "ready at ";
    private static final String EVENT = """
            {"interpreter": "bash", "entrypoint": "script.sh", "limits": {"timeout": "1h"},
             "files": [{"path": "script.sh", "text": "echo hello"}]}
            """;

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
            process.destroyForcibly();
        }
    }

    private static void use(String address, String token) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String event = address + "/api/v1/events/training";
            send(
                    client,
                    token,
                    HttpRequest.newBuilder(URI.create(event))
                            .header("Content-Type", "application/json")
                            .PUT(HttpRequest.BodyPublishers.ofString(EVENT)));
            for (String path :
                    List.of("/api/v1/events", "/api/v1/events/training", "/api/v1/executions", "/health/ready")) {
                send(client, token, HttpRequest.newBuilder(URI.create(address + path)));
            }
        }
    }

    private static void send(HttpClient client, String token, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                request.header("Authorization", "Bearer " + token).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException("training run of the server: " + answer.uri() + ": expected success, found "
                    + answer.statusCode() + " " + answer.body());
        }
    }

    private static IllegalStateException failed(Path complaints) {
        try {
            return new IllegalStateException("training run of the server failed:\n" + Files.readString(complaints));
        } catch (IOException e) {
            return new IllegalStateException("training run of the server failed", e);
        }
    }
}
