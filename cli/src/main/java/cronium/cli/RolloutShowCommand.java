package cronium.cli;

import cronium.cli.remote.ApiPath;
import cronium.cli.show.Times;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cronium rollout show}. */
@Command(
        name = "show",
        description = "Show a rollout: its limits, and how many targets are how far and ended how.",
        mixinStandardHelpOptions = true)
final class RolloutShowCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID", description = "The rollout.")
    private String id = "";

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    RolloutShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Times times = OutputOption.times(surroundings);
        output.printer(surroundings).thing(remote.server(surroundings).get(ApiPath.of("rollouts", id)), times::inZone);
        return 0;
    }
}
