package cronium.cli;

import cronium.cli.remote.ApiPath;
import cronium.cli.show.Column;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cronium event list}. */
@Command(name = "list", description = "List events by name.", mixinStandardHelpOptions = true)
final class EventListCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = "--search",
            paramLabel = "WORDS",
            description = "Only those in whose name, description or tags each of the words begins one.")
    private Optional<String> search = Optional.empty();

    @Option(names = "--tag", paramLabel = "TAG", description = "Only those with the tag.")
    private Optional<String> tag = Optional.empty();

    @Option(
            names = "--enabled",
            paramLabel = "true|false",
            arity = "0..1",
            fallbackValue = "true",
            description = "Only those that may be run, or with false those that may not.")
    private Optional<Boolean> enabled = Optional.empty();

    @Mixin
    private ListOptions list = new ListOptions();

    EventListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        ApiPath path = ApiPath.of("events")
                .with("search", search)
                .with("tag", tag)
                .with("enabled", enabled.map(String::valueOf));
        list.print(
                surroundings,
                path,
                List.of(
                        Column.text("NAME", "name"),
                        Column.number("VERSION", "version"),
                        new Column("ENABLED", item -> item.isTrue("enabled") ? "yes" : "no"),
                        OutputOption.times(surroundings).column("UPDATED", "updatedAt"),
                        Column.text("SCHEDULE", "schedule"),
                        new Column("TARGETS", item -> String.join(",", item.texts("targets"))),
                        new Column("TAGS", item -> String.join(",", item.texts("tags"))),
                        Column.text("DESCRIPTION", "description")));
        return 0;
    }
}
