package cronium.cli;

import cronium.cli.remote.ApiPath;
import cronium.cli.remote.Item;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cronium rollout cancel}. */
@Command(
        name = "cancel",
        description = {
            "Stop a rollout: no more targets are started, and what runs is stopped as its event's grace allows.",
            "It does not wait for the end."
        },
        mixinStandardHelpOptions = true)
final class RolloutCancelCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID", description = "The rollout.")
    private String id = "";

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    RolloutCancelCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Item rollout = remote.server(surroundings)
                .send("POST", ApiPath.of("rollouts", id, "cancel"), Map.of(), Optional.empty())
                .item();
        boolean over = rollout.text("endedAt").isPresent();
        surroundings.out().println((over ? "cancelled " : "cancelling ") + id);
        return 0;
    }
}
