package cronium.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cronium rollout follow}. */
@Command(
        name = "follow",
        description = {
            "Show how a rollout goes until it is over: on a terminal a table, else a line for each target that ends; and a summary by outcome.",
            "Ctrl-C ends only the following."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all targets exited with 0",
            "1:not all of them did",
            "125:there is no such rollout, or nobody knows how it ended"
        },
        exitCodeOnInvalidInput = RunCommand.NOT_RUN,
        exitCodeOnExecutionException = RunCommand.NOT_RUN,
        mixinStandardHelpOptions = true)
final class RolloutFollowCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID", description = "The rollout.")
    private String id = "";

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    RolloutFollowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        return new FollowedRollout(surroundings, remote.server(surroundings)).toItsEnd(id);
    }
}
