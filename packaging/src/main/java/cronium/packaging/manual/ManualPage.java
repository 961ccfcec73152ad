package cronium.packaging.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The page of one command, as man-pages(7) orders its sections. */
final class ManualPage {
    /** Lines are filled by who shows them. */
    private static final int ONE_LINE = 100_000;

    private final CommandSpec spec;
    private final String version;
    private final Map<String, String> files;

    /**
     * A page.
     *
     * @param version of the program
     * @param files that the program reads or writes, with their meanings
     */
    ManualPage(CommandSpec spec, String version, Map<String, String> files) {
        this.spec = spec;
        this.version = version;
        this.files = files;
    }

    /** {@code cronium-payload-pack}. */
    static String name(CommandSpec spec) {
        String name = spec.qualifiedName("-");
        // The page of that name is the other program's.
        return name.equals("cronium-runner") && spec.parent() != null ? "cronium-runner-store" : name;
    }

    String text() {
        Roff roff = new Roff().title(name(spec).toUpperCase(Locale.ROOT), "Cronium " + version);
        List<String> description = Arrays.asList(spec.usageMessage().description());
        roff.section("NAME")
                .line(Roff.escaped(name(spec)) + " \\- " + Roff.escaped(withoutFullStop(description.getFirst())));
        roff.section("SYNOPSIS").line(synopsis());
        roff.section("DESCRIPTION");
        description.forEach(roff::paragraph);
        String footer = String.join(" ", spec.usageMessage().footer()).strip();
        if (!footer.isEmpty()) {
            roff.paragraph(footer);
        }
        commands(roff);
        arguments(roff);
        options(roff, "OPTIONS", spec);
        optionsOfCommands(roff);
        exitStatus(roff);
        if (!files.isEmpty()) {
            roff.section("FILES");
            files.forEach((file, meaning) -> roff.item(Roff.italic(file), meaning));
        }
        roff.section("SEE ALSO").line(String.join(", ", seeAlso()));
        return roff.toString();
    }

    private static String withoutFullStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private String synopsis() {
        int width = spec.usageMessage().width();
        spec.usageMessage().width(ONE_LINE);
        String synopsis =
                new Help(spec, Help.defaultColorScheme(Ansi.OFF)).synopsis(0).strip();
        spec.usageMessage().width(width);
        String command = spec.qualifiedName();
        return synopsis.startsWith(command)
                ? Roff.bold(command) + Roff.escaped(synopsis.substring(command.length()))
                : Roff.escaped(synopsis);
    }

    private void commands(Roff roff) {
        if (spec.subcommands().isEmpty()) {
            return;
        }
        roff.section("COMMANDS");
        for (Map.Entry<String, CommandLine> command : spec.subcommands().entrySet()) {
            roff.item(
                    Roff.bold(command.getKey()),
                    summary(command.getValue().getCommandSpec().usageMessage()));
        }
    }

    /** Options of the commands that have no page of their own. */
    private void optionsOfCommands(Roff roff) {
        for (CommandLine command : spec.subcommands().values()) {
            CommandSpec below = command.getCommandSpec();
            if (!ManualPages.hasPage(below) && !(below.userObject() instanceof CommandLine.HelpCommand)) {
                options(roff, "OPTIONS OF " + below.name().toUpperCase(Locale.ROOT), below);
            }
        }
    }

    private static String summary(UsageMessageSpec usage) {
        return usage.header().length > 0 ? usage.header()[0] : usage.description()[0];
    }

    private void arguments(Roff roff) {
        List<PositionalParamSpec> shown = spec.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .toList();
        if (!shown.isEmpty()) {
            roff.section("ARGUMENTS");
            shown.forEach(parameter ->
                    roff.item(Roff.italic(parameter.paramLabel()), String.join(" ", parameter.description())));
        }
    }

    private static void options(Roff roff, String section, CommandSpec command) {
        List<OptionSpec> shown =
                command.options().stream().filter(option -> !option.hidden()).toList();
        if (shown.isEmpty()) {
            return;
        }
        roff.section(section);
        for (OptionSpec option : shown) {
            List<String> names = Arrays.stream(option.names()).map(Roff::bold).toList();
            String value = option.arity().max() == 0 ? "" : " " + Roff.italic(option.paramLabel());
            roff.item(String.join(", ", names) + value, String.join(" ", option.description()));
        }
    }

    private void exitStatus(Roff roff) {
        roff.section("EXIT STATUS");
        CommandSpec from = spec;
        while (from.usageMessage().exitCodeList().isEmpty() && from.parent() != null) {
            from = from.parent();
        }
        from.usageMessage().exitCodeList().forEach((code, meaning) -> roff.item(Roff.bold(code), meaning));
    }

    private List<String> seeAlso() {
        List<String> pages = new ArrayList<>();
        if (spec.parent() != null) {
            pages.add(name(spec.parent()));
        }
        spec.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(ManualPages::hasPage)
                .forEach(command -> pages.add(name(command)));
        String other = name(spec.root()).equals("cronium") ? "cronium-runner" : "cronium";
        pages.add(other);
        return pages.stream().map(page -> Roff.bold(page) + "(1)").toList();
    }
}
