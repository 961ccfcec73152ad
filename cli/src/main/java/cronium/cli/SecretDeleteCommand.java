package cronium.cli;

import cronium.cli.remote.ApiPath;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cronium secret delete}. */
@Command(name = "delete", description = "Forget a secret.", mixinStandardHelpOptions = true)
final class SecretDeleteCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "The secret.")
    private String name = "";

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    SecretDeleteCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        remote.server(surroundings).delete(ApiPath.of("secrets", name));
        surroundings.out().println("deleted " + name);
        return 0;
    }
}
