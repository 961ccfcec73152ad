package cronium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.documents.Document;
import cronium.testkit.documents.Sources;
import java.io.IOException;
import java.util.SortedSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code cronium} reads of its environment stands in a document. */
class CliDocsTest {
    private static final Pattern VARIABLE = Pattern.compile(
            "(?:(?:get|getOrDefault|containsKey|directory)\\(|static final String [A-Z_]+ = )\"((?:[A-Z]+_)*[A-Z]{3,})\"");

    @Test
    void everyVariableThatIsReadIsDocumented() throws IOException {
        SortedSet<String> variables = Sources.beneath("cli/src/main/java").all(VARIABLE);
        String documents = Document.read("docs/running.md").text()
                + Document.read("docs/payload-format.md").text()
                + Document.read("docs/cli.md").text();

        assertThat(variables).contains("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME");
        assertThat(variables)
                .allSatisfy(name -> assertThat(documents).containsPattern("`[^`]*\\b" + name + "\\b[^`]*`"));
    }
}
