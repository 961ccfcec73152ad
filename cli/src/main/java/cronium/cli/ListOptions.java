package cronium.cli;

import cronium.cli.remote.ApiPath;
import cronium.cli.remote.Pages;
import cronium.cli.show.Column;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all lists have. */
final class ListOptions {
    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(names = "--limit", paramLabel = "N", description = "How many at most (default: 50).")
    private long limit = 50;

    @Option(names = "--all", description = "All there are.")
    private boolean all;

    /** Prints the list at that path, and says where it was cut off. */
    void print(Surroundings surroundings, ApiPath path, List<Column> columns) throws IOException {
        if (limit < 1) {
            throw new CommandException("--limit: expected at least 1, found " + limit);
        }
        Pages pages = new Pages(remote.server(surroundings), path, all ? Long.MAX_VALUE : limit);
        boolean cutOff = output.printer(surroundings).list(pages, columns);
        if (cutOff && output.isForPeople()) {
            surroundings.err().println("cronium: there are more; --all shows them, --limit so many");
        }
    }
}
