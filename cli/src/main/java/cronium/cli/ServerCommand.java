package cronium.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cronium server}: the launcher becomes the control plane without a start of this program, which only tells of it. */
@Command(
        name = "server",
        description = {
            "Start the server on this machine, in the foreground.",
            "Its first start writes ~/.config/cronium/client.json, by which the other commands find it."
        },
        footer = {"", "All options are the server's: see cronium-server --help."},
        customSynopsis = "cronium server [OPTIONS]")
final class ServerCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "OPTIONS", description = "Handed to the server.", hidden = true)
    private List<String> words = List.of();

    @Override
    public Integer call() throws CommandException {
        throw new CommandException("server " + String.join(" ", words)
                + ": expected to be started by bin/cronium, which becomes the server, found no launcher");
    }
}
