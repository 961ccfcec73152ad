package cronium.cli.remote;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The targets of a rollout that is going on, asked for again and again. They are started in their order and come in pages, so that
 * only pages are asked for on which something may have happened since. One thread's.
 */
public final class WatchedTargets {
    private static final String PAGE = "200";

    private final Server server;
    private final ApiPath path;
    private final List<Page> pages = new ArrayList<>();

    public WatchedTargets(Server server, String rollout) {
        this.server = server;
        this.path = ApiPath.of("rollouts", rollout, "targets").with("limit", PAGE);
        pages.add(new Page(Optional.empty()));
    }

    private static final class Page {
        private final Optional<String> cursor;
        private Map<String, Item> targets = new LinkedHashMap<>();
        private boolean isAsked;
        private boolean isOver;

        private Page(Optional<String> cursor) {
            this.cursor = cursor;
        }

        private boolean hasStarted() {
            return targets.values().stream().anyMatch(target -> !isWaiting(target));
        }
    }

    private static boolean isWaiting(Item target) {
        return target.text("state").filter("waiting"::equals).isPresent();
    }

    /** Whether a target is over. */
    public static boolean isEnded(Item target) {
        return target.text("state").filter("ended"::equals).isPresent();
    }

    /**
     * Asks for what may have changed.
     *
     * @return the targets that ended since the last time, in their order
     */
    public List<Item> next() throws IOException {
        List<Item> ended = new ArrayList<>();
        boolean mayHaveBegun = true;
        for (int i = 0; i < pages.size() && mayHaveBegun; i++) {
            Page page = pages.get(i);
            if (!page.isOver) {
                ask(page, i == pages.size() - 1, ended);
            }
            mayHaveBegun = page.hasStarted();
        }
        return ended;
    }

    private void ask(Page page, boolean isLast, List<Item> ended) throws IOException {
        Item answer = server.get(path.with("cursor", page.cursor)).item();
        Map<String, Item> targets = new LinkedHashMap<>();
        for (Item target : answer.items("items")) {
            String host = target.text("host").orElse("");
            targets.put(host, target);
            if (isEnded(target) && !isEnded(page.targets.getOrDefault(host, Item.EMPTY))) {
                ended.add(target);
            }
        }
        page.targets = targets;
        page.isOver = targets.values().stream().allMatch(WatchedTargets::isEnded);
        Optional<String> next = answer.text("next");
        if (isLast && !page.isAsked && next.isPresent()) {
            pages.add(new Page(next));
        }
        page.isAsked = true;
    }

    /** All targets that were told of so far, as they were then, in their order. */
    public List<Item> all() {
        return pages.stream().flatMap(page -> page.targets.values().stream()).toList();
    }
}
