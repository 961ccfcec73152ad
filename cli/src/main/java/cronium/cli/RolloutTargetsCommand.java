package cronium.cli;

import cronium.cli.remote.ApiPath;
import cronium.cli.show.Column;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cronium rollout targets}. */
@Command(
        name = "targets",
        description = "List the targets of a rollout in their order, each with its last execution.",
        mixinStandardHelpOptions = true)
final class RolloutTargetsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID", description = "The rollout.")
    private String id = "";

    @Mixin
    private ListOptions list = new ListOptions();

    RolloutTargetsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        list.print(
                surroundings,
                ApiPath.of("rollouts", id, "targets"),
                List.of(
                        Column.text("HOST", "host"),
                        Column.text("STATE", "state"),
                        new Column("OUTCOME", RolloutScreen::outcome),
                        new Column(
                                "SECONDS",
                                target -> TargetTime.between(target.text("startedAt"), target.text("endedAt"))
                                        .orElse("")),
                        Column.text("EXECUTION", "execution")));
        return 0;
    }
}
