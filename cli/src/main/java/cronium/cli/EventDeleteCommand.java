package cronium.cli;

import cronium.cli.remote.ApiPath;
import java.io.Console;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cronium event delete}. */
@Command(
        name = "delete",
        description = "Delete an event. What it did stays on record; its name is free again.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("SystemConsoleNull") // The image has no jdk.internal.le: there it is null when there is no terminal.
final class EventDeleteCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "The event.")
    private String name = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    EventDeleteCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        if (!yes && !confirmed()) {
            throw new CommandException("event " + name + " is still there");
        }
        remote.server(surroundings).delete(ApiPath.of("events", name));
        surroundings.out().println("deleted " + name);
        return 0;
    }

    private boolean confirmed() throws CommandException {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new CommandException("expected --yes, found neither that nor a terminal to ask on");
        }
        String answer = console.readLine("Delete event %s? [y/N] ", name);
        return answer != null && (answer.equals("y") || answer.equals("yes"));
    }
}
