package cronium.cli;

import picocli.CommandLine.Command;

/** {@code cronium rollout}. */
@Command(
        name = "rollout",
        description =
                "Look at events that run on many hosts, follow them and stop them; they begin with cronium event run --group.",
        subcommands = {
            RolloutListCommand.class,
            RolloutShowCommand.class,
            RolloutTargetsCommand.class,
            RolloutFollowCommand.class,
            RolloutCancelCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class RolloutCommand {}
