package cronium.cli;

import picocli.CommandLine.Command;

/** {@code cronium runner ...}. */
@Command(
        name = "runner",
        description = "Look at the store of runners, check it, and remove old versions.",
        subcommands = {RunnerListCommand.class, RunnerVerifyCommand.class, RunnerPruneCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class RunnerCommand {}
