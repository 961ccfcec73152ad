package cronium.cli.remote;

import cronium.payload.manifest.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list that comes in pages. One thread's. */
public final class Pages {
    private static final int PAGE = 200;

    private final Server server;
    private final ApiPath path;
    private final long limit;
    private long taken;
    private Optional<String> cursor = Optional.empty();
    private boolean over;

    /**
     * A list.
     *
     * @param path with its filters, without {@code limit} and {@code cursor}
     * @param limit how many items at most, from 1
     */
    public Pages(Server server, ApiPath path, long limit) {
        this.server = server;
        this.path = path;
        this.limit = limit;
    }

    /** The next items; empty when there are no more, or as many as wanted were taken. */
    public List<Item> next() throws IOException {
        if (over) {
            return List.of();
        }
        long wanted = Math.min(PAGE, limit - taken);
        Item page = server.get(path.with("limit", Long.toString(wanted)).with("cursor", cursor))
                .item();
        List<Item> items = page.items("items");
        taken += items.size();
        Optional<String> following = page.text("next");
        over = following.isEmpty() || taken >= limit || items.isEmpty() || following.equals(cursor);
        cursor = following;
        return items;
    }

    /** Whether there is more than was wanted. */
    public boolean isCutOff() {
        return over && cursor.isPresent();
    }

    /** All that are left, with {@code next} if there is more: one document, as the server would answer it. */
    public JsonValue rest() throws IOException {
        List<JsonValue> items = new ArrayList<>();
        while (!over) {
            next().forEach(item -> items.add(item.json()));
        }
        Item all = Item.EMPTY.with("items", new JsonValue.Items(items));
        return cursor.map(next -> all.withText("next", next)).orElse(all).json();
    }
}
