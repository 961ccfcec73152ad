package cronium.cli;

import cronium.cli.remote.ApiPath;
import cronium.cli.show.Column;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cronium event history}. */
@Command(
        name = "history",
        description = "List the versions of an event, newest first.",
        mixinStandardHelpOptions = true)
final class EventHistoryCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "The event.")
    private String name = "";

    @Mixin
    private ListOptions list = new ListOptions();

    EventHistoryCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        list.print(
                surroundings,
                ApiPath.of("events", name, "versions"),
                List.of(
                        Column.number("VERSION", "version"),
                        OutputOption.times(surroundings).column("SAVED", "savedAt"),
                        Column.text("BY", "savedBy"),
                        new Column(
                                "DIGEST", item -> shortened(item.text("digest").orElse("")))));
        return 0;
    }

    private static String shortened(String digest) {
        return digest.substring(0, Math.min(16, digest.length()));
    }
}
