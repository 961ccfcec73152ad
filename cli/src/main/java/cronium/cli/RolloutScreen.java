package cronium.cli;

import cronium.cli.remote.Item;
import cronium.cli.remote.WatchedTargets;
import cronium.cli.show.Column;
import cronium.cli.show.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A table on a terminal that is drawn again and again; what does not fit on it is left out, the dullest first. */
final class RolloutScreen implements RolloutDisplay {
    /** Of a terminal that does not say how high it is. */
    private static final int STANDARD_ROWS = 24;
    /** The summary, the titles, and the line that the cursor is left on. */
    private static final int OTHER_ROWS = 3;

    private static final int LEAST_TARGETS = 1;

    private final Surroundings surroundings;
    private int drawn;

    RolloutScreen(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void show(Item rollout, List<Item> targets, List<Item> ended) throws CommandException {
        int most = Math.max(LEAST_TARGETS, surroundings.rows().orElse(STANDARD_ROWS) - OTHER_ROWS);
        List<String> lines =
                new ArrayList<>(new Table(columns(), surroundings.standardOutput()).lines(chosen(targets, most)));
        boolean isOver = rollout.text("endedAt").isPresent();
        if (!isOver) {
            // The last one is told by whoever waited for the end.
            lines.add(cut(RolloutSummary.of(rollout)));
        }
        StringBuilder text = new StringBuilder(drawn == 0 ? "" : "\u001b[" + drawn + "A");
        lines.forEach(line -> text.append(line).append("\u001b[K\n"));
        text.append("\u001b[J");
        drawn = lines.size();
        surroundings.out().print(text);
        surroundings.out().flush();
        if (surroundings.out().checkError()) {
            throw new CommandException("standard output is closed; the rollout goes on");
        }
    }

    private List<Column> columns() {
        return List.of(
                Column.text("HOST", "host"),
                Column.text("STATE", "state"),
                new Column("OUTCOME", RolloutScreen::outcome),
                new Column("SECONDS", this::seconds));
    }

    static String outcome(Item target) {
        String outcome = target.text("outcome").orElse("");
        long code = target.number("exitCode").orElse(-1);
        return outcome.equals("exited") && code >= 0 ? "exited " + code : outcome;
    }

    private String seconds(Item target) {
        Optional<String> until = target.text("endedAt")
                .or(() -> Optional.of(surroundings.clock().instant().toString()));
        return TargetTime.between(target.text("startedAt"), until).orElse("");
    }

    /** In their order. Where not all fit: what is at work, then what failed, then what waits, then what went well. */
    private static List<Item> chosen(List<Item> targets, int most) {
        if (targets.size() <= most) {
            return targets;
        }
        return targets.stream()
                .sorted(Comparator.comparingInt(RolloutScreen::dullness))
                .limit(most)
                .sorted(Comparator.comparingLong(
                        target -> target.number("position").orElse(0)))
                .toList();
    }

    private static int dullness(Item target) {
        if (WatchedTargets.isEnded(target)) {
            return target.text("execution").isEmpty() ? 3 : outcome(target).equals("exited 0") ? 4 : 1;
        }
        return target.text("state").filter("waiting"::equals).isPresent() ? 2 : 0;
    }

    private String cut(String line) {
        int columns = surroundings.columns().orElse(Integer.MAX_VALUE);
        return line.length() <= columns ? line : line.substring(0, columns - 1) + "…";
    }
}
