package cronium.cli;

import cronium.cli.remote.ApiPath;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cronium token revoke}. */
@Command(
        name = "revoke",
        description = "Revoke a token: it lets nobody in from now on, and its name stays taken.",
        mixinStandardHelpOptions = true)
final class TokenRevokeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "The token.")
    private String name = "";

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    TokenRevokeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        remote.server(surroundings).delete(ApiPath.of("tokens", name));
        surroundings.out().println("revoked " + name);
        return 0;
    }
}
