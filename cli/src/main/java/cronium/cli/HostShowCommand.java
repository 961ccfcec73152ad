package cronium.cli;

import cronium.cli.remote.ApiPath;
import cronium.cli.show.Times;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cronium host show}. */
@Command(name = "show", description = "Show a host.", mixinStandardHelpOptions = true)
final class HostShowCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "The host.")
    private String name = "";

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    HostShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Times times = OutputOption.times(surroundings);
        output.printer(surroundings).thing(remote.server(surroundings).get(ApiPath.of("hosts", name)), times::inZone);
        return 0;
    }
}
