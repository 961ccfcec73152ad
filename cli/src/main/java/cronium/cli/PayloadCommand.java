package cronium.cli;

import picocli.CommandLine.Command;

/** {@code cronium payload ...}. */
@Command(
        name = "payload",
        description = "Make, sign, check and compare payloads.",
        subcommands = {
            PackCommand.class,
            SignCommand.class,
            GrantCommand.class,
            RunnerCommands.Verify.class,
            RunnerCommands.Inspect.class,
            DiffCommand.class,
            PayloadPruneCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class PayloadCommand {}
