package cronium.cli;

import cronium.cli.remote.ApiPath;
import cronium.cli.remote.Item;
import cronium.cli.remote.Server;
import cronium.payload.manifest.JsonValue;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cronium payload prune}. */
@Command(
        name = "prune",
        description = {
            "Remove the files of old payloads from a server; it makes them again, with the same bytes, when they are asked for.",
            "Where both --older-than and --keep are given, both must hold."
        },
        mixinStandardHelpOptions = true)
final class PayloadPruneCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = "--older-than",
            paramLabel = "DURATION",
            description = "Those made longer ago than that, such as 30d.")
    private Optional<String> olderThan = Optional.empty();

    @Option(names = "--keep", paramLabel = "N", description = "But for the newest of each event.")
    private Optional<Long> keep = Optional.empty();

    @Option(names = "--dry-run", description = "Only say what would go.")
    private boolean dryRun;

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    PayloadPruneCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        if (olderThan.isEmpty() && keep.isEmpty()) {
            throw new CommandException("expected --older-than or --keep, found neither");
        }
        Item document = Item.EMPTY.with("dryRun", new JsonValue.Bool(dryRun));
        if (olderThan.isPresent()) {
            document = document.withText("olderThan", olderThan.get());
        }
        if (keep.isPresent()) {
            document = document.withNumber("keepNewest", keep.get());
        }
        Server server = remote.server(surroundings);
        long files = 0;
        long bytes = 0;
        boolean more = true;
        while (more) {
            Item pruned = server.post(ApiPath.of("payloads", "prune"), document.json())
                    .item();
            int removed = pruned.values("removed").size();
            files += removed;
            bytes += pruned.number("bytes").orElse(0);
            more = pruned.isTrue("more") && removed > 0 && !dryRun;
            if (pruned.isTrue("more") && dryRun) {
                surroundings.err().println("cronium: there may be more; this is the first part");
            }
        }
        surroundings
                .out()
                .println((dryRun ? "would remove " : "removed ") + (files == 1 ? "1 payload, " : files + " payloads, ")
                        + bytes + " bytes");
        return 0;
    }
}
