package cronium.cli;

import cronium.cli.remote.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where an event is run, if not where it says itself. */
final class FanOutOptions {
    private static final String GROUP = "group:";

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "A host that it is run on, or local; may be repeated. Several, or a group, are a rollout.")
    private List<String> hosts = new ArrayList<>();

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "All hosts of the group, as they are now; may be repeated.")
    private List<String> groups = new ArrayList<>();

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "On how many hosts it runs at once, 1 to 1000 (default: 50).")
    private Optional<Long> concurrency = Optional.empty();

    @Option(
            names = "--max-failures",
            paramLabel = "N",
            description = "When it failed on that many, it is started on no more (default: no limit).")
    private Optional<Long> maxFailures = Optional.empty();

    @Option(
            names = "--batch",
            paramLabel = "N",
            description =
                    "So many hosts, in their order, have to be over before the next so many (default: no batches).")
    private Optional<Long> batch = Optional.empty();

    /** Whether it is run on one target, as it always was: perhaps the one that is named. */
    boolean isOne() {
        boolean limited = concurrency.isPresent() || maxFailures.isPresent() || batch.isPresent();
        return groups.isEmpty() && hosts.size() <= 1 && !(limited && hosts.size() == 1);
    }

    /**
     * The one host.
     *
     * @throws CommandException if there are limits, and nothing to limit
     */
    Optional<String> one() throws CommandException {
        if (hosts.isEmpty() && (concurrency.isPresent() || maxFailures.isPresent() || batch.isPresent())) {
            throw new CommandException(
                    "expected --host or --group with --concurrency, --max-failures or --batch, found neither");
        }
        return hosts.stream().findFirst();
    }

    /** The rollout, without what else an execution has. */
    Item document(String event) {
        List<String> targets = new ArrayList<>(hosts);
        groups.forEach(group -> targets.add(group.startsWith(GROUP) ? group : GROUP + group));
        Item document = Item.ofTexts("event", event).withTexts("targets", targets);
        if (concurrency.isPresent()) {
            document = document.withNumber("concurrency", concurrency.get());
        }
        if (maxFailures.isPresent()) {
            document = document.withNumber("maxFailures", maxFailures.get());
        }
        return batch.isPresent() ? document.withNumber("batch", batch.get()) : document;
    }
}
