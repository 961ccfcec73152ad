package cronium.server.api;

import cronium.server.store.Page;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A part of a list as JSON. */
final class Pages {
    private Pages() {}

    static <T> ObjectNode json(Page<T> page, Function<T, ObjectNode> form) {
        ObjectNode json = Json.object();
        ArrayNode items = json.putArray("items");
        page.items().forEach(item -> items.add(form.apply(item)));
        Json.putText(json, "next", page.next());
        return json;
    }
}
