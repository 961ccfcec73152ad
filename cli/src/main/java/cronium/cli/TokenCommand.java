package cronium.cli;

import picocli.CommandLine.Command;

/** {@code cronium token}. */
@Command(
        name = "token",
        description = "Make tokens, by which a server lets callers in, and revoke them.",
        subcommands = {TokenCreateCommand.class, TokenListCommand.class, TokenRevokeCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class TokenCommand {}
