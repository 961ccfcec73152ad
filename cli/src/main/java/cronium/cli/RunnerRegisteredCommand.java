package cronium.cli;

import cronium.cli.remote.ApiPath;
import cronium.cli.show.Column;
import cronium.cli.show.Times;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cronium runner registered}. */
@Command(
        name = "registered",
        description =
                "List the runners that a server knows, the newest first; one whose file is missing is put on no host.",
        mixinStandardHelpOptions = true)
final class RunnerRegisteredCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ListOptions list = new ListOptions();

    RunnerRegisteredCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Times times = OutputOption.times(surroundings);
        list.print(
                surroundings,
                ApiPath.of("runners"),
                List.of(
                        Column.text("VERSION", "version"),
                        Column.text("PLATFORM", "platform"),
                        Column.text("SHA256", "sha256"),
                        new Column("FILE", runner -> runner.isTrue("content") ? "yes" : "missing"),
                        times.column("REGISTERED", "registeredAt"),
                        times.column("RETIRED", "retiredAt")));
        return 0;
    }
}
