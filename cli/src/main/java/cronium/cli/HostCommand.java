package cronium.cli;

import picocli.CommandLine.Command;

/** {@code cronium host}. */
@Command(
        name = "host",
        description = "Say which hosts a server knows.",
        subcommands = {HostAddCommand.class, HostListCommand.class, HostShowCommand.class, HostRemoveCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class HostCommand {}
