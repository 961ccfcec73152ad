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

/** {@code cronium execution cancel}. */
@Command(
        name = "cancel",
        description = {
            "Stop an execution: one that is queued ends at once, one that runs is stopped as its event's grace allows.",
            "It does not wait for the end."
        },
        mixinStandardHelpOptions = true)
final class ExecutionCancelCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID", description = "The execution.")
    private String id = "";

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    ExecutionCancelCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Item execution = remote.server(surroundings)
                .send("POST", ApiPath.of("executions", id, "cancel"), Map.of(), Optional.empty())
                .item();
        boolean over = execution.text("state").filter("ended"::equals).isPresent();
        surroundings.out().println((over ? "cancelled " : "cancelling ") + id);
        return 0;
    }
}
