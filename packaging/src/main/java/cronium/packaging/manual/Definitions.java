package cronium.packaging.manual;

import cronium.runner.Manual;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The programs' commands in one form. They are looked at, never executed. */
final class Definitions {
    private static final Set<String> PATHS = Set.of("DIR", "FD|FILE", "FILE", "PATH", "PAYLOAD");

    private Definitions() {}

    /** The operator's program; what it hands on to another program has that one's options, too. */
    static CommandLine operator() {
        CommandLine operator = cronium.cli.Main.definitions();
        Map<String, CommandLine> commands = operator.getSubcommands();
        Map<String, CommandLine> payload = of(commands, "payload").getSubcommands();
        addOptions(of(commands, "run").getCommandSpec(), "run");
        addOptions(of(payload, "verify").getCommandSpec(), "verify");
        addOptions(of(payload, "inspect").getCommandSpec(), "inspect");
        addServersOptions(of(commands, "server").getCommandSpec());
        return operator;
    }

    /** The control plane's program, which {@code cronium server} becomes. */
    static CommandLine server() {
        return cronium.server.Main.definitions();
    }

    static CommandLine runner() {
        CommandSpec runner = CommandSpec.create().name("cronium-runner");
        runner.usageMessage().description(Manual.PURPOSE).customSynopsis("cronium-runner COMMAND [PAYLOAD] [OPTIONS]");
        runner.usageMessage()
                .exitCodeList(Manual.exitCodes().stream()
                        .collect(Collectors.toMap(
                                Manual.ExitCode::code,
                                Manual.ExitCode::meaning,
                                (first, _) -> first,
                                LinkedHashMap::new)));
        for (Manual.Command command : Manual.commands()) {
            CommandSpec spec = CommandSpec.create();
            spec.usageMessage().description(sentence(command.meaning()));
            if (!command.operands().isEmpty()) {
                spec.addPositional(PositionalParamSpec.builder()
                        .index("0")
                        .paramLabel(command.operands())
                        .description("The payload, a tar.gz.")
                        .type(Path.class)
                        .required(true)
                        .build());
            }
            command.options().forEach(option -> spec.addOption(option(option)));
            runner.addSubcommand(command.name(), spec);
        }
        return new CommandLine(runner);
    }

    private static CommandLine of(Map<String, CommandLine> commands, String name) {
        CommandLine command = commands.get(name);
        if (command == null) {
            throw new IllegalStateException("expected a command " + name + ", found " + commands.keySet());
        }
        return command;
    }

    private static void addOptions(CommandSpec spec, String runnersCommand) {
        Manual.commands().stream()
                .filter(command -> command.name().equals(runnersCommand))
                .flatMap(command -> command.options().stream())
                .forEach(option -> spec.addOption(option(option)));
    }

    /** All but those that every command has. */
    private static void addServersOptions(CommandSpec spec) {
        server().getCommandSpec().options().stream()
                .filter(option -> !spec.optionsMap().containsKey(option.longestName()))
                .forEach(option -> spec.addOption(OptionSpec.builder(option).build()));
    }

    private static OptionSpec option(Manual.Option option) {
        OptionSpec.Builder builder = OptionSpec.builder(option.name()).description(sentence(option.meaning()));
        if (option.value().isEmpty()) {
            return builder.arity("0").type(boolean.class).build();
        }
        List<String> words = option.words();
        return builder.arity("1")
                .paramLabel(option.value())
                .type(PATHS.contains(option.value()) ? Path.class : String.class)
                .completionCandidates(words.isEmpty() ? null : words)
                .build();
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }
}
