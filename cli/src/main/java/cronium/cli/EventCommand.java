package cronium.cli;

import picocli.CommandLine.Command;

/** {@code cronium event}. */
@Command(
        name = "event",
        description = "Save events on a server, look at them and run them.",
        subcommands = {
            EventSaveCommand.class,
            EventListCommand.class,
            EventShowCommand.class,
            EventDiffCommand.class,
            EventHistoryCommand.class,
            EventRunCommand.class,
            EventDeleteCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class EventCommand {}
