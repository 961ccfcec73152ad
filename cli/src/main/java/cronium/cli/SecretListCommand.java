package cronium.cli;

import cronium.cli.remote.ApiPath;
import cronium.cli.show.Column;
import cronium.cli.show.Times;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cronium secret list}. */
@Command(name = "list", description = "List the names of secrets.", mixinStandardHelpOptions = true)
final class SecretListCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ListOptions list = new ListOptions();

    SecretListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Times times = OutputOption.times(surroundings);
        list.print(
                surroundings,
                ApiPath.of("secrets"),
                List.of(
                        Column.text("NAME", "name"),
                        times.column("CREATED", "createdAt"),
                        times.column("UPDATED", "updatedAt")));
        return 0;
    }
}
