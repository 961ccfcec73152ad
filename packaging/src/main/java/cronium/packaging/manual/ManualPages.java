package cronium.packaging.manual;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** All pages of both programs: one for the runner, whose commands are few, and one for each command of the operator's. */
final class ManualPages {
    private static final Map<String, String> RUNNERS_FILES = files(
            "~/.config/cronium/trust/NAME.pub", "The keys whose payloads run, unless --trust names another directory.",
            "/var/lib/cronium", "State of root's executions.",
            "~/.local/state/cronium", "State of other users' executions.");

    private static final Map<String, String> OPERATORS_FILES = files(
            "~/.config/cronium/development", "The development key, and the trust directory with its public half.",
            "~/.config/cronium/trust", "The trust directory.",
            "~/.cache/cronium", "Folders that cronium run has packed.");

    private static final Map<String, String> SERVERS_FILES = files(
            "/var/lib/cronium-server", "All that root's server keeps.",
            "~/.local/share/cronium/server", "All that another user's server keeps.",
            "~/.config/cronium/client.json", "Where cronium finds the server, and its token.");

    private ManualPages() {}

    /** Texts by file name. */
    static SortedMap<String, String> all(String version) {
        SortedMap<String, String> pages = new TreeMap<>();
        add(Definitions.runner().getCommandSpec(), version, RUNNERS_FILES, pages);
        addAll(Definitions.operator(), version, pages);
        // In place of that of cronium server, which becomes this program.
        add(Definitions.server().getCommandSpec(), version, SERVERS_FILES, pages);
        return pages;
    }

    static boolean hasPage(CommandSpec command) {
        return !command.name().equals("help") && !command.root().name().startsWith("cronium-");
    }

    private static void addAll(CommandLine command, String version, SortedMap<String, String> pages) {
        if (hasPage(command.getCommandSpec())) {
            add(command.getCommandSpec(), version, OPERATORS_FILES, pages);
            command.getSubcommands().values().forEach(below -> addAll(below, version, pages));
        }
    }

    private static void add(
            CommandSpec command, String version, Map<String, String> files, SortedMap<String, String> pages) {
        pages.put(ManualPage.name(command) + ".1", new ManualPage(command, version, files).text());
    }

    private static Map<String, String> files(String... pairs) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            files.put(pairs[i], pairs[i + 1]);
        }
        return files;
    }
}
