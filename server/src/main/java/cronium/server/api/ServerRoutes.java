package cronium.server.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The control plane itself: its health, its figures, the document of this API. */
final class ServerRoutes {
    private final ServerMetrics metrics;
    private final BooleanSupplier database;
    private final Path directory;

    /**
     * For the parts that are looked at.
     *
     * @param database whether it answers
     * @param directory that must be writable
     */
    ServerRoutes(ServerMetrics metrics, BooleanSupplier database, Path directory) {
        this.metrics = metrics;
        this.database = database;
        this.directory = directory;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/openapi.yaml", Access.NONE, call -> call.answer("application/yaml", OpenApi.document()))
                        .produces("application/yaml"),
                Route.get("/health/live", Access.NONE, ServerRoutes::up),
                Route.get("/health/ready", Access.NONE, this::ready),
                Route.get(
                                "/metrics",
                                Access.VIEWER,
                                call -> call.answer(
                                        ServerMetrics.MEDIA_TYPE,
                                        metrics.scrape().getBytes(StandardCharsets.UTF_8)))
                        .produces("text/plain"));
    }

    private static void up(Call call) throws IOException {
        call.ok(Json.object().put("status", "up"));
    }

    private void ready(Call call) throws ProblemException, IOException {
        if (!database.getAsBoolean()) {
            throw ProblemKind.NOT_READY.with("expected the database to answer, found that it does not");
        }
        try {
            Files.delete(Files.createTempFile(directory, "ready", ""));
        } catch (IOException e) {
            throw ProblemKind.NOT_READY.with(
                    "expected to write to the data directory, found that it cannot be written");
        }
        up(call);
    }
}
