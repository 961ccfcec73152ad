package cronium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.documents.Document;
import cronium.testkit.documents.Sources;
import cronium.testkit.documents.TableRow;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What {@code cronium} reads of its environment stands in a document. */
class CliDocsTest {
    private static final Pattern VARIABLE = Pattern.compile(
            "(?:(?:get|getOrDefault|containsKey|directory)\\(|static final String [A-Z_]+ = )\"((?:[A-Z]+_)*[A-Z]{3,})\"");

    /** Options that all lists, or all that talk to a server, have are told once. */
    private static final Set<String> SHARED =
            Set.of("--server", "--token-file", "--output", "-o", "--limit", "--all", "--help", "-h");

    @Test
    void everyVariableThatIsReadIsDocumented() throws IOException {
        SortedSet<String> variables = Sources.beneath("cli/src/main/java").all(VARIABLE);
        String documents = Document.read("docs/running.md").text()
                + Document.read("docs/payload-format.md").text()
                + Document.read("docs/cli.md").text();

        assertThat(variables)
                .contains("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "CRONIUM_SERVER", "CRONIUM_TOKEN", "NO_COLOR");
        assertThat(variables)
                .allSatisfy(name -> assertThat(documents).containsPattern("`[^`]*\\b" + name + "\\b[^`]*`"));
    }

    @Test
    void theCommandsThatTalkToAServerAreInTheirTableWithAllTheirOptions() throws IOException {
        Map<String, Set<String>> documented = new TreeMap<>();
        for (TableRow row : Document.read("docs/cli.md").rows()) {
            if (row.cells().size() == 3) {
                documented.put(words(row.code(0)), new TreeSet<>(row.codes(2).toList()));
            }
        }
        Map<String, Set<String>> defined = new TreeMap<>();
        collect(Main.definitions(), defined);

        assertThat(documented).isEqualTo(defined);
        String text = Document.read("docs/cli.md").text();
        assertThat(SHARED)
                .filteredOn(name -> !name.equals("-h"))
                .allSatisfy(name -> assertThat(text).contains("`" + name));
    }

    private static void collect(CommandLine command, Map<String, Set<String>> defined) {
        CommandSpec spec = command.getCommandSpec();
        List<OptionSpec> options = spec.options();
        boolean remote =
                options.stream().anyMatch(option -> option.longestName().equals("--server"))
                        || command.getCommand() instanceof ServerCommand;
        if (remote) {
            Set<String> names = new TreeSet<>();
            for (OptionSpec option : options) {
                boolean standard = option.versionHelp();
                List.of(option.names()).stream()
                        .filter(name -> !standard && !SHARED.contains(name))
                        .forEach(names::add);
            }
            defined.put(spec.qualifiedName().replaceFirst("^cronium ", ""), names);
        }
        command.getSubcommands().values().forEach(below -> collect(below, defined));
    }

    /** The command without what follows it. */
    private static String words(String usage) {
        return usage.replaceAll(" [A-Z\\[].*", "");
    }
}
