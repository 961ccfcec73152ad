package cronium.cli;

import cronium.payload.Failures;
import cronium.payload.PayloadException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The entry point of {@code cronium}. */
@Command(
        name = "cronium",
        description = {
            "Packs scripts as signed payloads and runs them, and reports exactly how they ended.",
            "What is said of events, executions, hosts, secrets and tokens is said to a server: see cronium server."
        },
        subcommands = {
            RunCommand.class,
            ServerCommand.class,
            EventCommand.class,
            ExecutionCommand.class,
            HostCommand.class,
            SecretCommand.class,
            TokenCommand.class,
            AuditCommand.class,
            PayloadCommand.class,
            KeyCommand.class,
            RunnerCommand.class,
            VersionCommand.class,
            HelpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:could not be done", "2:the command line makes no sense"},
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
public final class Main {
    /** A command line that makes no sense, as for most programs. */
    static final int USAGE = 2;
    /** What was asked for could not be done. */
    static final int FAILURE = 1;

    private Main() {}

    public static void main(String[] arguments) {
        Surroundings surroundings = Surroundings.ofProcess();
        int exitCode = commandLine(surroundings).execute(arguments);
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(exitCode);
    }

    /** All commands with their options, to be looked at and not to be executed. */
    public static CommandLine definitions() {
        return commandLine(new Surroundings(
                Map.of(),
                Path.of("/"),
                Optional.empty(),
                Optional.empty(),
                false,
                OptionalInt.empty(),
                Clock.systemUTC(),
                System::nanoTime,
                System.in,
                System.out,
                System.err));
    }

    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine commandLine = new CommandLine(new Main(), new Commands(surroundings));
        handOnOptions(commandLine);
        return sayingFailures(commandLine, surroundings);
    }

    /** Has a command say in one line what it could not do, as all of {@code cronium} do. */
    public static CommandLine sayingFailures(CommandLine commandLine, Surroundings surroundings) {
        return commandLine.setExecutionExceptionHandler((failure, command, _) -> {
            surroundings.err().println("cronium: " + sentence(failure));
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
    }

    /** Whatever follows what a command of the runner is about is the runner's. */
    private static void handOnOptions(CommandLine commandLine) {
        for (CommandLine command : commandLine.getSubcommands().values()) {
            if (command.getCommand() instanceof RunCommand
                    || command.getCommand() instanceof ServerCommand
                    || command.getCommand() instanceof RunnerCommands.OfRunner) {
                command.setStopAtPositional(true);
                command.setUnmatchedOptionsArePositionalParams(command.getCommand() instanceof ServerCommand);
            }
            handOnOptions(command);
        }
    }

    private static String sentence(Exception failure) throws Exception {
        return switch (failure) {
            case PayloadException refused -> refused.getMessage();
            case IOException io -> Failures.sentence(io);
            default -> throw failure;
        };
    }

    /** The version in the manifest of this program's jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"cronium " + (version != null ? version : "unpackaged")};
        }
    }
}
