package cronium.cli;

import cronium.cli.remote.ApiPath;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cronium runner retire}. */
@Command(
        name = "retire",
        description = "Retire a registered runner: it is put on no host any more.",
        mixinStandardHelpOptions = true)
final class RunnerRetireCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "SHA256", description = "The runner's digest.")
    private String sha256 = "";

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    RunnerRetireCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        remote.server(surroundings).send("POST", ApiPath.of("runners", sha256, "retire"), Map.of(), Optional.empty());
        surroundings.out().println("retired " + sha256);
        return 0;
    }
}
