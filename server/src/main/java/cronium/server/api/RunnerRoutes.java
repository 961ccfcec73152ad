package cronium.server.api;

import cronium.server.domain.InvalidException;
import cronium.server.domain.RunnerBinary;
import cronium.server.runners.RunnerFiles;
import cronium.server.store.Database;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Runners: list, register, take their files, retire. */
final class RunnerRoutes {
    private static final String RUNNERS = Routes.API + "/runners";
    private static final int MAX_VERSION = 100;
    private static final int MAX_SIGNATURE = 10_000;
    private static final int MAX_SIZE = 1 << 30;

    private final Database database;
    private final RunnerFiles files;
    private final InstantSource clock;

    RunnerRoutes(ApiParts parts) {
        this.database = parts.database();
        this.files = parts.runnerFiles();
        this.clock = parts.clock();
    }

    List<Route> routes() {
        return List.of(
                Route.get(RUNNERS, Access.VIEWER, this::list).query("cursor", "limit"),
                Route.post(RUNNERS, Access.ADMIN, Route.Body.SMALL, this::register),
                Route.put(RUNNERS + "/{sha256}/content", Access.ADMIN, Route.Body.FILE, this::store),
                Route.post(RUNNERS + "/{sha256}/retire", Access.ADMIN, Route.Body.NONE, this::retire));
    }

    private void list(Call call) throws Exception {
        Query query = call.query();
        Optional<String> cursor = query.cursor();
        int limit = query.limit();
        query.check();
        call.ok(Pages.json(database.runners().list(cursor, limit), this::json));
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

    private RunnerBinary require(String sha256) throws ProblemException {
        return database.runners()
                .find(sha256)
                .orElseThrow(() ->
                        ProblemKind.NOT_FOUND.with("expected a runner " + sha256 + ", found none of that digest"));
    }

    private void store(Call call) throws Exception {
        RunnerBinary runner = require(PathValues.sha256(call));
        try {
            InputStream content = call.file(runner.size());
            if (files.store(runner.sha256(), runner.size(), content)) {
                Map<String, Object> detail =
                        Map.of("platform", runner.platform(), "version", runner.version(), "size", runner.size());
                database.audit().add(call.actor(), "runner.stored", runner.sha256(), detail, clock.instant());
            }
        } catch (RunnerFiles.OtherContentException e) {
            throw new InvalidException("", String.valueOf(e.getMessage()));
        } catch (BoundedBody.TooLargeException e) {
            throw ProblemKind.BODY_TOO_LARGE.with(String.valueOf(e.getMessage()));
        }
        call.ok(json(runner));
    }

    private void retire(Call call) throws Exception {
        String sha256 = PathValues.sha256(call);
        database.runners().retire(sha256, call.actor(), clock.instant());
        call.ok(json(require(sha256)));
    }

    private ObjectNode json(RunnerBinary runner) {
        ObjectNode json = Json.object()
                .put("platform", runner.platform())
                .put("version", runner.version())
                .put("sha256", runner.sha256())
                .put("size", runner.size())
                .put("signature", runner.signature())
                .put("registeredAt", Json.time(runner.registeredAt()))
                .put("content", files.find(runner.sha256()).isPresent());
        Json.putTime(json, "retiredAt", runner.retiredAt());
        return json;
    }
}
