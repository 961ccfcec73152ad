package cronium.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code cronium version}, as the runner has it. */
@Command(name = "version", description = "Show the version of this program.", mixinStandardHelpOptions = true)
final class VersionCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    VersionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.out().println(new Main.Version().getVersion()[0]);
        return 0;
    }
}
