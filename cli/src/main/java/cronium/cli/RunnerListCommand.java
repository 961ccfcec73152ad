package cronium.cli;

import cronium.payload.manifest.JsonValue;
import cronium.releases.JsonText;
import cronium.releases.ListedVersion;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cronium runner list}. */
@Command(
        name = "list",
        description = "List the versions in the store, the highest first; checks nothing.",
        mixinStandardHelpOptions = true)
final class RunnerListCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private StoreOption store = new StoreOption();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    RunnerListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        List<ListedVersion> versions = ListedVersion.of(store.store());
        if (json) {
            surroundings
                    .out()
                    .print(JsonText.of(new JsonValue.Items(versions.stream()
                            .<JsonValue>map(ListedVersion::json)
                            .toList())));
        } else {
            versions.forEach(version -> surroundings.out().println(version.line()));
        }
        return 0;
    }
}
