package cronium.cli;

import picocli.CommandLine.Command;

/** {@code cronium host}. */
@Command(
        name = "host",
        description = "Say which hosts a server knows, and look whether scripts can run there.",
        subcommands = {
            HostAddCommand.class,
            HostCheckCommand.class,
            HostKeyCommand.class,
            HostListCommand.class,
            HostShowCommand.class,
            HostRemoveCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class HostCommand {}
