package cronium.cli;

import cronium.cli.event.VersionDiff;
import cronium.cli.remote.ApiPath;
import cronium.cli.remote.Item;
import cronium.cli.remote.Server;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cronium event diff}. */
@Command(
        name = "diff",
        description = "Say what differs between two versions of an event: its document, and its files line by line.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the same", "1:different", "2:could not be compared"},
        exitCodeOnExecutionException = Main.USAGE,
        mixinStandardHelpOptions = true)
final class EventDiffCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "NAME", description = "The event.")
    private String name = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "OLD",
            description = "A version (default: the one before NEW).")
    private Optional<Long> old = Optional.empty();

    @Parameters(index = "2", arity = "0..1", paramLabel = "NEW", description = "Another one (default: the newest).")
    private Optional<Long> newer = Optional.empty();

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    EventDiffCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Server server = remote.server(surroundings);
        Item after = newer.isPresent()
                ? version(server, newer.get())
                : server.get(ApiPath.of("events", name)).item();
        long before = old.orElse(after.number("version").orElse(1) - 1);
        if (before < 1) {
            throw new CommandException("event " + name + ": expected two versions, found one");
        }
        List<String> lines = VersionDiff.of(version(server, before), after);
        lines.forEach(surroundings.out()::println);
        return lines.isEmpty() ? 0 : 1;
    }

    private Item version(Server server, long number) throws IOException {
        return server.get(ApiPath.of("events", name, "versions", Long.toString(number)))
                .item();
    }
}
