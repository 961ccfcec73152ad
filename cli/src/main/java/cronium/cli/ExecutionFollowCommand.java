package cronium.cli;

import cronium.cli.remote.ApiPath;
import cronium.cli.remote.Server;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cronium execution follow}. */
@Command(
        name = "follow",
        description = {
            "Print what an execution prints until it is over, and how it ended on standard error; then repeat that for each retry.",
            "Ctrl-C ends only the following."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0-255:the script's, or what cronium run has for the outcome",
            "125:there is no such execution, or nobody knows how it ended"
        },
        exitCodeOnInvalidInput = RunCommand.NOT_RUN,
        exitCodeOnExecutionException = RunCommand.NOT_RUN,
        mixinStandardHelpOptions = true)
final class ExecutionFollowCommand implements Callable<Integer> {
    /** Where the printing begins. */
    enum From {
        start,
        now
    }

    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID", description = "The execution.")
    private String id = "";

    @Option(
            names = "--from",
            paramLabel = "start|now",
            description = "From its first byte (default), or only what comes from now on.")
    private From from = From.start;

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    ExecutionFollowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Server server = remote.server(surroundings);
        long skipped = switch (from) {
            case start -> 0;
            case now ->
                server.get(ApiPath.of("executions", id))
                        .item()
                        .number("outputBytes")
                        .orElse(0);
        };
        return new FollowedExecution(surroundings, server).toItsEnd(id, skipped);
    }
}
