package cronium.cli;

import picocli.CommandLine.Command;

/** {@code cronium secret}. */
@Command(
        name = "secret",
        description = "Set secrets that a server gives to scripts; nobody reads them back.",
        subcommands = {SecretSetCommand.class, SecretListCommand.class, SecretDeleteCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class SecretCommand {}
