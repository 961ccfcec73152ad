package cronium.cli;

import cronium.cli.remote.ApiPath;
import cronium.cli.show.Column;
import cronium.cli.show.Times;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cronium rollout list}. */
@Command(name = "list", description = "List rollouts, newest first.", mixinStandardHelpOptions = true)
final class RolloutListCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ListOptions list = new ListOptions();

    RolloutListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Times times = OutputOption.times(surroundings);
        list.print(
                surroundings,
                ApiPath.of("rollouts"),
                List.of(
                        Column.text("ID", "id"),
                        Column.text("EVENT", "event"),
                        Column.number("VERSION", "version"),
                        Column.text("STATE", "state"),
                        Column.number("TARGETS", "targets"),
                        Column.number("ENDED", "ended"),
                        Column.number("FAILED", "failed"),
                        times.column("BEGAN", "createdAt"),
                        times.column("OVER", "endedAt"),
                        Column.text("BY", "startedBy")));
        return 0;
    }
}
