package cronium.cli;

import cronium.releases.RunnerStore;
import cronium.releases.Version;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cronium runner prune}. */
@Command(
        name = "prune",
        description = "Remove all but the highest versions from the store; never the one that `latest` names.",
        mixinStandardHelpOptions = true)
final class RunnerPruneCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--keep", paramLabel = "N", required = true, description = "How many stay, at least 1.")
    private int keep;

    @Option(names = "--dry-run", description = "Only say what would go.")
    private boolean dryRun;

    @Mixin
    private StoreOption store = new StoreOption();

    RunnerPruneCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        if (keep < 1) {
            throw new CommandException("--keep: expected at least 1, found " + keep);
        }
        RunnerStore runners = store.store();
        List<Version> leaving = dryRun ? runners.beyond(keep) : runners.prune(keep);
        leaving.forEach(version -> surroundings.out().println((dryRun ? "would remove " : "removed ") + version));
        return 0;
    }
}
