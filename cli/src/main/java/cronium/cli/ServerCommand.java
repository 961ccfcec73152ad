package cronium.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cronium server}: the launcher of this program becomes the control plane. */
@Command(
        name = "server",
        description = {
            "Start the server on this machine, in the foreground.",
            "Its first start writes ~/.config/cronium/client.json, by which the other commands find it."
        },
        footer = {"", "All options are the server's: see cronium-server --help."},
        customSynopsis = "cronium server [OPTIONS]")
final class ServerCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(arity = "0..*", paramLabel = "OPTIONS", description = "Handed to the server.", hidden = true)
    private List<String> words = List.of();

    ServerCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        new Handover(surroundings).toServer(words);
        return 0;
    }
}
