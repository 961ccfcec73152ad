package cronium.cli;

import cronium.payload.Failures;
import cronium.payload.PayloadException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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

    /** It shows the others. */
    private static final String HELP = "help";

    /** In the order in which they are shown. */
    private static final Map<String, Class<?>> COMMANDS = commands();

    private Main() {}

    public static void main(String[] arguments) {
        Surroundings surroundings = Surroundings.ofProcess();
        // To look at the definitions of all commands takes as long as the rest of a start: one that is named is made
        // alone.
        boolean alone = arguments.length > 0 && COMMANDS.containsKey(arguments[0]) && !arguments[0].equals(HELP);
        CommandLine commandLine = alone ? commandLine(surroundings, Set.of(arguments[0])) : commandLine(surroundings);
        int exitCode = commandLine.execute(arguments);
        // What was shown of a token is not shown again: a disk that is full must not look like success.
        if (System.out.checkError() && exitCode == 0) {
            System.err.println("cronium: expected to write to standard output, found it closed or full");
            exitCode = FAILURE;
        }
        System.err.flush();
        Runtime.getRuntime().halt(exitCode);
    }

    private static Map<String, Class<?>> commands() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("run", RunCommand.class);
        commands.put("server", ServerCommand.class);
        commands.put("event", EventCommand.class);
        commands.put("execution", ExecutionCommand.class);
        commands.put("rollout", RolloutCommand.class);
        commands.put("host", HostCommand.class);
        commands.put("secret", SecretCommand.class);
        commands.put("token", TokenCommand.class);
        commands.put("audit", AuditCommand.class);
        commands.put("payload", PayloadCommand.class);
        commands.put("key", KeyCommand.class);
        commands.put("runner", RunnerCommand.class);
        commands.put("version", VersionCommand.class);
        commands.put(HELP, HelpCommand.class);
        return Collections.unmodifiableMap(commands);
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
                OptionalInt.empty(),
                Clock.systemUTC(),
                System::nanoTime,
                System.in,
                System.out,
                System.err));
    }

    static CommandLine commandLine(Surroundings surroundings) {
        return commandLine(surroundings, COMMANDS.keySet());
    }

    private static CommandLine commandLine(Surroundings surroundings, Set<String> names) {
        Commands commands = new Commands(surroundings);
        CommandLine commandLine = new CommandLine(new Main(), commands);
        COMMANDS.forEach((name, type) -> {
            if (names.contains(name)) {
                commandLine.addSubcommand(name, new CommandLine(type, commands));
            }
        });
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
            if (command.getCommand() instanceof RunCommand || command.getCommand() instanceof RunnerCommands.OfRunner) {
                command.setStopAtPositional(true);
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
