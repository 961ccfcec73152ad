package cronium.cli;

import cronium.cli.remote.ApiPath;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cronium host remove}. */
@Command(
        name = "remove",
        description = "Remove a host; events that have it as a target keep its name.",
        mixinStandardHelpOptions = true)
final class HostRemoveCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "The host.")
    private String name = "";

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    HostRemoveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        remote.server(surroundings).delete(ApiPath.of("hosts", name));
        surroundings.out().println("removed " + name);
        return 0;
    }
}
