package cronium.cli;

import cronium.cli.remote.ApiPath;
import cronium.cli.show.Column;
import cronium.cli.show.Times;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cronium token list}. */
@Command(name = "list", description = "List tokens, without their secrets.", mixinStandardHelpOptions = true)
final class TokenListCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ListOptions list = new ListOptions();

    TokenListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Times times = OutputOption.times(surroundings);
        list.print(
                surroundings,
                ApiPath.of("tokens"),
                List.of(
                        Column.text("NAME", "name"),
                        Column.text("SCOPE", "scope"),
                        times.column("CREATED", "createdAt"),
                        times.column("EXPIRES", "expiresAt"),
                        times.column("REVOKED", "revokedAt")));
        return 0;
    }
}
