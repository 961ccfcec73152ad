package cronium.server.api;

import cronium.payload.manifest.DurationText;
import cronium.server.domain.InvalidException;
import cronium.server.domain.StoredPayload;
import cronium.server.payloads.PayloadFiles;
import cronium.server.store.Database;
import cronium.server.store.Page;
import cronium.server.store.RetentionRule;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Payloads of all events: list, and remove the files of old ones. */
final class PayloadRoutes {
    private static final String PAYLOADS = Routes.API + "/payloads";
    private static final int MAX_KEPT = 1_000_000;

    private final Database database;
    private final PayloadFiles files;
    private final InstantSource clock;

    PayloadRoutes(ApiParts parts) {
        this.database = parts.database();
        this.files = parts.payloadFiles();
        this.clock = parts.clock();
    }

    List<Route> routes() {
        return List.of(
                Route.get(PAYLOADS, Access.VIEWER, this::list).query("cursor", "limit"),
                Route.post(PAYLOADS + "/prune", Access.ADMIN, Route.Body.SMALL, this::prune));
    }

    private void list(Call call) throws Exception {
        Query query = call.query();
        Optional<String> cursor = query.cursor();
        int limit = query.limit();
        query.check();
        call.ok(Pages.json(database.payloads().list(cursor, limit), PayloadRoutes::json));
    }

    private record Order(RetentionRule rule, boolean dryRun) {}

    private void prune(Call call) throws Exception {
        Instant now = clock.instant();
        Order order = order(call.body(), now);
        List<StoredPayload> found = database.payloads().removable(order.rule, Page.MAX_LIMIT);
        List<StoredPayload> removed = order.dryRun ? found : remove(found, order.rule, call.actor(), now);
        ObjectNode json = Json.object()
                .put("dryRun", order.dryRun)
                .put("bytes", removed.stream().mapToLong(StoredPayload::size).sum())
                .put("more", found.size() == Page.MAX_LIMIT);
        ArrayNode list = json.putArray("removed");
        removed.forEach(payload -> list.add(json(payload)));
        call.ok(json);
    }

    private List<StoredPayload> remove(List<StoredPayload> found, RetentionRule rule, String actor, Instant now)
            throws IOException {
        List<StoredPayload> removed = new ArrayList<>();
        for (StoredPayload payload : found) {
            if (database.payloads().remove(payload, rule, actor, now, files::remove)) {
                removed.add(payload);
            }
        }
        return removed;
    }

    private static Order order(JsonNode body, Instant now) throws InvalidException {
        Fields fields = Fields.of(body, "olderThan", "keepNewest", "dryRun");
        boolean aged = fields.reading().has("olderThan");
        boolean kept = fields.reading().has("keepNewest");
        Duration age = fields.reading().duration("olderThan", DurationText.MAX, Duration.ZERO);
        int newest = fields.reading().wholeNumber("keepNewest", 1, MAX_KEPT, 1);
        boolean dryRun = fields.reading().truth("dryRun", false);
        if (!aged && !kept) {
            fields.refuse("", "expected olderThan, keepNewest or both, found neither");
        }
        fields.check();
        return new Order(
                new RetentionRule(
                        aged ? Optional.of(now.minus(age)) : Optional.empty(),
                        kept ? OptionalInt.of(newest) : OptionalInt.empty()),
                dryRun);
    }

    private static ObjectNode json(StoredPayload payload) {
        ObjectNode json = Json.object()
                .put("eventId", payload.eventId())
                .put("version", payload.eventVersion())
                .put("sha256", payload.sha256())
                .put("size", payload.size())
                .put("signedBy", payload.signedBy())
                .put("createdAt", Json.time(payload.createdAt()));
        Json.putTime(json, "removedAt", payload.removedAt());
        return json;
    }
}
