package cronium.cli;

import picocli.CommandLine.Command;

/** {@code cronium key ...}. */
@Command(
        name = "key",
        description = "Make and look at the keys that sign payloads.",
        subcommands = {KeyGenerateCommand.class, KeyPublicCommand.class, KeyListCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class KeyCommand {}
