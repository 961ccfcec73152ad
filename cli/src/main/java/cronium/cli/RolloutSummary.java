package cronium.cli;

import cronium.cli.remote.Item;
import cronium.payload.manifest.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A rollout in one line, by outcome. */
final class RolloutSummary {
    private static final String EXITED = "exited";

    private RolloutSummary() {}

    /** Such as {@code stopped: 10 targets: 5 exited with 0, 1 exited otherwise, 4 not-started}. */
    static String of(Item rollout) {
        Item counts = rollout.item("counts");
        long succeeded = counts.number("succeeded").orElse(0);
        Item outcomes = counts.item("outcomes");
        List<String> parts = new ArrayList<>();
        add(parts, succeeded, "exited with 0");
        add(parts, outcomes.number(EXITED).orElse(0) - succeeded, "exited otherwise");
        Set<String> others = new TreeSet<>(outcomes.keys());
        others.remove(EXITED);
        for (String outcome : others) {
            add(parts, outcomes.number(outcome).orElse(0), Excerpt.bare(outcome));
        }
        Item states = counts.item("states");
        for (String state : List.of("running", "claimed", "queued", "waiting")) {
            add(parts, states.number(state).orElse(0), state);
        }
        long targets = rollout.number("targets").orElse(0);
        return Excerpt.bare(rollout.text("state").orElse("")) + ": " + targets
                + (targets == 1 ? " target: " : " targets: ") + String.join(", ", parts);
    }

    private static void add(List<String> parts, long number, String what) {
        if (number > 0) {
            parts.add(number + " " + what);
        }
    }
}
