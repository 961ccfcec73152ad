package cronium.cli;

import picocli.CommandLine.Command;

/** {@code cronium runner ...}. */
@Command(
        name = "runner",
        description = "Look at the store of runners, check it, remove old versions, and register them with a server.",
        subcommands = {
            RunnerListCommand.class,
            RunnerVerifyCommand.class,
            RunnerPruneCommand.class,
            RunnerRegisterCommand.class,
            RunnerRegisteredCommand.class,
            RunnerRetireCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class RunnerCommand {}
