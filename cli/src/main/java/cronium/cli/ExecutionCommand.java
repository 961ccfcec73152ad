package cronium.cli;

import picocli.CommandLine.Command;

/** {@code cronium execution}. */
@Command(
        name = "execution",
        description = "Look at executions, follow them and stop them.",
        subcommands = {
            ExecutionListCommand.class,
            ExecutionShowCommand.class,
            ExecutionFollowCommand.class,
            ExecutionOutputCommand.class,
            ExecutionCancelCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class ExecutionCommand {}
