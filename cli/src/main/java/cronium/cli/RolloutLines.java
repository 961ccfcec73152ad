package cronium.cli;

import cronium.cli.remote.Item;
import cronium.payload.manifest.Excerpt;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** A line for each target when it ends: for files and other programs. */
record RolloutLines(PrintStream out) implements RolloutDisplay {
    private static final int MAX_SENTENCE = 500;

    @Override
    public void show(Item rollout, List<Item> targets, List<Item> ended) throws CommandException {
        ended.forEach(target -> out.println(line(target)));
        if (out.checkError()) {
            throw new CommandException("standard output is closed; the rollout goes on");
        }
    }

    private static String line(Item target) {
        StringBuilder line = new StringBuilder(Excerpt.bare(target.text("host").orElse("")));
        line.append(": ").append(Excerpt.bare(target.text("sentence").orElse("it is over"), MAX_SENTENCE));
        Optional<String> execution = target.text("execution");
        if (execution.isPresent()) {
            Optional<String> seconds = TargetTime.between(target.text("startedAt"), target.text("endedAt"));
            line.append(" (")
                    .append(seconds.map(text -> text + " s, ").orElse(""))
                    .append("execution ")
                    .append(Excerpt.bare(execution.get()))
                    .append(")");
        }
        return line.toString();
    }
}
