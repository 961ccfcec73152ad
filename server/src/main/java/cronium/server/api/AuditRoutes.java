package cronium.server.api;

import cronium.server.domain.AuditEntry;
import cronium.server.store.AuditFilter;
import cronium.server.store.Database;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The audit log. */
final class AuditRoutes {
    private static final int MAX_ACTOR = 200;
    private static final int MAX_ACTION = 100;
    private static final int MAX_SUBJECT = 300;

    private final Database database;

    AuditRoutes(Database database) {
        this.database = database;
    }

    List<Route> routes() {
        return List.of(Route.get(Routes.API + "/audit", Access.ADMIN, this::list)
                .query("actor", "action", "subject", "cursor", "limit"));
    }

    private void list(Call call) throws Exception {
        Query query = call.query();
        AuditFilter filter = new AuditFilter(
                query.text("actor", MAX_ACTOR), query.text("action", MAX_ACTION), query.text("subject", MAX_SUBJECT));
        Optional<String> cursor = query.cursor();
        int limit = query.limit();
        query.check();
        call.ok(Pages.json(database.audit().list(filter, cursor, limit), AuditRoutes::json));
    }

    private static ObjectNode json(AuditEntry entry) {
        ObjectNode json = Json.object()
                .put("number", entry.number())
                .put("at", Json.time(entry.at()))
                .put("actor", entry.actor())
                .put("action", entry.action())
                .put("subject", entry.subject());
        json.set("detail", Json.trusted(entry.detail()));
        return json;
    }
}
