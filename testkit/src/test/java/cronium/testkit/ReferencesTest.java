package cronium.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.documents.Document;
import cronium.testkit.documents.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents refer to is there. */
class ReferencesTest {
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]*Test)(?:#[A-Za-z0-9]+)?`");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.*)$");
    private static final Pattern PACKAGE = Pattern.compile("package `(cronium(?:\\.[a-z]+)+)`");
    private static final Pattern ARTIFACT =
            Pattern.compile("<artifactId>([a-z0-9-]+)</artifactId>\\s*<version>\\$\\{(?!project)");
    private static final Pattern MANAGED = Pattern.compile("(?s)<dependencyManagement>(.*)</dependencyManagement>");

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        SortedSet<String> named = documents(TEST);

        assertThat(named).isNotEmpty();
        assertThat(sourceFiles())
                .containsAll(named.stream().map(test -> test + ".java").toList());
    }

    @Test
    void everyLinkLeadsToAFileAndAHeadingOfIt() throws IOException {
        for (Path document : Sources.beneath("docs").files()) {
            for (String target : new Sources(List.of(document)).all(LINK)) {
                String[] parts = target.split("#", 2);
                Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
                assertThat(file).as("link of " + document).isRegularFile();
                if (parts.length == 2) {
                    assertThat(anchors(file)).as("link of " + document).contains(parts[1]);
                }
            }
        }
    }

    @Test
    void everyPackageThatIsNamedExists() throws IOException {
        SortedSet<String> named = documents(PACKAGE);

        assertThat(named).isNotEmpty();
        for (String name : named) {
            String module = name.split("\\.", -1)[1];
            assertThat(Document.root().resolve(module + "/src/main/java/" + name.replace('.', '/')))
                    .isDirectory();
        }
    }

    @Test
    void everyDependencyHasItsReasonInADecision() throws IOException {
        String managed = Sources.beneath("pom.xml").all(MANAGED).getFirst();
        SortedSet<String> decisions =
                Sources.beneath("docs/decisions").all(Pattern.compile("\\b([a-z0-9]+(?:-[a-z0-9]+)*)\\b"));

        assertThat(ARTIFACT.matcher(managed).results().map(match -> match.group(1)))
                .isNotEmpty()
                .allSatisfy(artifact -> assertThat(decisions).contains(artifact));
    }

    /** As they are made of headings: lower case, spaces to hyphens, letters, digits and hyphens kept. */
    private static List<String> anchors(Path file) throws IOException {
        return new Sources(List.of(file))
                .all(HEADING).stream()
                        .map(heading -> heading.toLowerCase(Locale.ROOT)
                                .replaceAll("[^a-z0-9 -]", "")
                                .replace(' ', '-'))
                        .toList();
    }

    private static SortedSet<String> documents(Pattern pattern) throws IOException {
        SortedSet<String> found = Sources.beneath("docs").all(pattern);
        found.addAll(Sources.beneath("CONTRIBUTING.md").all(pattern));
        return found;
    }

    private static Set<String> sourceFiles() throws IOException {
        try (Stream<Path> modules = Files.list(Document.root())) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(ReferencesTest::names)
                    .collect(Collectors.toSet());
        }
    }

    private static Stream<String> names(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
