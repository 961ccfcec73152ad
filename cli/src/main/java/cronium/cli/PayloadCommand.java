package cronium.cli;

import picocli.CommandLine.Command;

/** {@code cronium payload ...}. */
@Command(
        name = "payload",
        description = "Make payloads.",
        subcommands = {PackCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class PayloadCommand {}
