package cronium.packaging.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;

/** The files of {@code share/}: manual pages and the completion of bash. */
public final class SharedFiles {
    private SharedFiles() {}

    /**
     * Writes them.
     *
     * @param share made if it is not there
     * @param version of the programs
     */
    public static void write(Path share, String version) throws IOException {
        Path manual = Files.createDirectories(share.resolve("man/man1"));
        for (Map.Entry<String, String> page : ManualPages.all(version).entrySet()) {
            Files.writeString(manual.resolve(page.getKey()), page.getValue());
        }
        Path completions = Files.createDirectories(share.resolve("bash-completion/completions"));
        for (CommandLine program : List.of(Definitions.operator(), Definitions.runner(), Definitions.server())) {
            String name = program.getCommandName();
            Files.writeString(completions.resolve(name), AutoComplete.bash(name, program));
        }
    }
}
