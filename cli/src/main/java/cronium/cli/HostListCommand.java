package cronium.cli;

import cronium.cli.remote.ApiPath;
import cronium.cli.remote.Item;
import cronium.cli.show.Column;
import cronium.cli.show.Times;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cronium host list}. */
@Command(name = "list", description = "List hosts by name.", mixinStandardHelpOptions = true)
final class HostListCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--group", paramLabel = "GROUP", description = "Only those of the group.")
    private Optional<String> group = Optional.empty();

    @Mixin
    private ListOptions list = new ListOptions();

    HostListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Times times = OutputOption.times(surroundings);
        list.print(
                surroundings,
                ApiPath.of("hosts").with("group", group),
                List.of(
                        Column.text("NAME", "name"),
                        Column.text("ADDRESS", "address"),
                        new Column("GROUPS", host -> String.join(",", host.texts("groups"))),
                        Column.text("PLATFORM", "platform"),
                        new Column("LABELS", HostListCommand::labels),
                        times.column("SEEN", "seenAt")));
        return 0;
    }

    private static String labels(Item host) {
        Item labels = host.item("labels");
        return labels.keys().stream()
                .map(key -> key + "=" + labels.text(key).orElse(""))
                .collect(Collectors.joining(","));
    }
}
