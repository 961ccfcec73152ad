package cronium.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cronium.payload.manifest.Filesystem;
import cronium.runner.contain.SandboxLayer;
import cronium.runner.contain.TreeLayer;
import cronium.runner.output.OutputFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the manual says of the words that options take. */
class ManualTest {
    /** What goes on behind words that end with {@code =} or {@code :}. */
    private static final Map<String, String> REST = Map.of(
            "cpu=", "1h",
            "memory=", "1GiB",
            "processes=", "8",
            "openFiles=", "64",
            "fileSize=", "1MiB",
            "output=", "1MiB",
            "outputExcess=", "truncate",
            "disk=", "1MiB",
            "network=tcp-connect:", "443");

    @Test
    void everyWordIsAccepted() throws UsageException {
        for (Manual.Option option : runOptions()) {
            for (String word : option.words()) {
                String value = word + REST.getOrDefault(word, "");
                assertThat(RunOptions.parse(List.of("p.tar.gz", option.name(), value, "--secrets-from=3")))
                        .as(option.name() + " " + value)
                        .isNotNull();
            }
        }
    }

    @Test
    void aWordThatIsNotListedIsRefused() {
        for (Manual.Option option : runOptions()) {
            if (!option.words().isEmpty()) {
                assertThatThrownBy(() -> RunOptions.parse(List.of("p.tar.gz", option.name(), "no-such-word=1")))
                        .as(option.name())
                        .isInstanceOf(UsageException.class)
                        .hasMessageStartingWith(option.name());
            }
        }
    }

    @Test
    void everyNameOfAnEnumIsListed() {
        assertThat(words("--format")).containsExactlyElementsOf(named(OutputFormat.values()));
        assertThat(words("--secrets-as")).containsExactlyElementsOf(named(SecretsAs.values()));
        assertThat(words("--best-effort")).containsExactlyInAnyOrderElementsOf(named(SandboxLayer.values()));
        assertThat(words("--containment")).contains("auto").hasSize(1 + TreeLayer.values().length);
        assertThat(words("--containment")).containsAll(named(TreeLayer.values()));
        assertThat(words("--sandbox"))
                .containsAll(named(Filesystem.values()).stream()
                        .map(name -> "filesystem=" + name)
                        .toList());
    }

    private static List<Manual.Option> runOptions() {
        return Manual.commands().getFirst().options();
    }

    private static List<String> words(String option) {
        return runOptions().stream()
                .filter(candidate -> candidate.name().equals(option))
                .findFirst()
                .orElseThrow()
                .words();
    }

    private static List<String> named(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }
}
