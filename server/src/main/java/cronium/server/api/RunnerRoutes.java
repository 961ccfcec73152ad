package cronium.server.api;

import cronium.server.domain.InvalidException;
import cronium.server.domain.RunnerBinary;
import cronium.server.store.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Runners: list, register, retire. */
final class RunnerRoutes {
    private static final String RUNNERS = Routes.API + "/runners";
    private static final int MAX_VERSION = 100;
    private static final int MAX_SIGNATURE = 10_000;
    private static final int MAX_SIZE = 1 << 30;

    private final Database database;
    private final InstantSource clock;

    RunnerRoutes(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get(RUNNERS, Access.VIEWER, this::list).query("cursor", "limit"),
                Route.post(RUNNERS, Access.ADMIN, Route.Body.SMALL, this::register),
                Route.post(RUNNERS + "/{sha256}/retire", Access.ADMIN, Route.Body.NONE, this::retire));
    }

    private void list(Call call) throws Exception {
        Query query = call.query();
        Optional<String> cursor = query.cursor();
        int limit = query.limit();
        query.check();
        call.ok(Pages.json(database.runners().list(cursor, limit), RunnerRoutes::json));
    }

    private void register(Call call) throws Exception {
        RunnerBinary given = runner(call.body());
        Optional<RunnerBinary> before = database.runners().find(given.sha256());
        if (before.isEmpty()) {
            database.runners().register(given, call.actor());
        }
        call.answer(before.isEmpty() ? 201 : 200, json(before.orElse(given)));
    }

    private RunnerBinary runner(JsonNode body) throws InvalidException {
        Fields fields = Fields.of(body, "platform", "version", "sha256", "size", "signature");
        String platform = fields.required("platform", MAX_VERSION, Texts.oneOf(Texts.PLATFORMS));
        String version = fields.required("version", MAX_VERSION, Texts::line);
        String sha256 = fields.required("sha256", MAX_VERSION, Texts::sha256);
        if (!fields.reading().has("size")) {
            fields.refuse("size", "expected a number of bytes, found nothing");
        }
        long size = fields.reading().wholeNumber("size", 1, MAX_SIZE, 1);
        String signature = fields.required("signature", MAX_SIGNATURE, Texts::base64);
        fields.check();
        return new RunnerBinary(platform, version, sha256, size, signature, clock.instant(), Optional.empty());
    }

    private void retire(Call call) throws Exception {
        String sha256 = PathValues.sha256(call);
        database.runners().retire(sha256, call.actor(), clock.instant());
        call.ok(json(database.runners()
                .find(sha256)
                .orElseThrow(() ->
                        ProblemKind.NOT_FOUND.with("expected a runner " + sha256 + ", found none of that digest"))));
    }

    private static ObjectNode json(RunnerBinary runner) {
        ObjectNode json = Json.object()
                .put("platform", runner.platform())
                .put("version", runner.version())
                .put("sha256", runner.sha256())
                .put("size", runner.size())
                .put("signature", runner.signature())
                .put("registeredAt", Json.time(runner.registeredAt()));
        Json.putTime(json, "retiredAt", runner.retiredAt());
        return json;
    }
}
