package cronium.payload.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"A", "_", "a1", "PATH", "_1", "CRONIUM", "cronium_x"})
    void portableNamesMayBeSet(String name) {
        assertThat(EnvironmentName.isAllowed(name)).isTrue();
        assertThat(EnvironmentName.fault(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "A-B", "A=B", "A B", "Ä", "A\0", "CRONIUM_", "CRONIUM_JOB_ID"})
    void otherNamesAndTheRunnersOwnMayNotBeSet(String name) {
        assertThat(EnvironmentName.isAllowed(name)).isFalse();
        assertThat(EnvironmentName.fault(name)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "exec-1", "a..b", "A_b.C-d"})
    void executionIdsAreSafeAsDirectoryNames(String text) {
        assertThat(new ExecutionId(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "-a", "_a", "a/b", "a b", "a\0", "é", "a\n"})
    void otherExecutionIdsAreRefused(String text) {
        assertThat(ExecutionId.fault(text)).isPresent();
        assertThatIllegalArgumentException().isThrownBy(() -> new ExecutionId(text));
    }

    @Test
    void executionIdsHaveAtMost128Characters() {
        assertThat(ExecutionId.fault("a".repeat(128))).isEmpty();
        assertThat(ExecutionId.fault("a".repeat(129))).contains("expected 1 to 128 characters, found 129");
    }

    @ParameterizedTest
    @CsvSource({
        "enviroment, environment",
        "Environment, environment",
        "environemnt, environment",
        "entry-point, entrypoint",
        "limit, limits",
        "verison, version",
    })
    void aNearNameIsSuggested(String found, String meant) {
        assertThat(NearestName.hint(found, List.of("version", "entrypoint", "environment", "limits")))
                .isEqualTo("; did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "timeout", "env", "metadata"})
    void aFarNameIsNotSuggested(String found) {
        assertThat(NearestName.hint(found, List.of("version", "entrypoint", "environment", "limits")))
                .isEmpty();
    }

    @Test
    void excerptsAreClippedAndEscaped() {
        assertThat(Excerpt.quoted("a\u001b[2J\n\t\u202e\ud800\uFEFF é😀"))
                .isEqualTo("'a\\u{1b}[2J\\n\\t\\u{202e}\\u{d800}\\u{feff} é😀'");
        assertThat(Excerpt.bare("😀".repeat(81))).isEqualTo("😀".repeat(80) + "…");
        assertThat(Excerpt.bare("x".repeat(80))).isEqualTo("x".repeat(80));
    }
}
