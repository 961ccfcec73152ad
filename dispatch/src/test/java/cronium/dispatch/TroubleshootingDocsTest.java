package cronium.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.dispatch.install.InstallFailure;
import cronium.dispatch.ssh.SshFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each word for a failure has its advice in the handbook of operations. */
class TroubleshootingDocsTest {
    @ParameterizedTest
    @MethodSource
    void everyWordHasItsAdvice(String word) throws Exception {
        Path handbook = Path.of(System.getProperty("cronium.root", ".."), "docs", "operations.md");
        assertThat(Files.readAllLines(handbook))
                .filteredOn(line -> line.startsWith("| `"))
                .anyMatch(line -> line.split("\\|", -1)[1].contains("`" + word + "`"));
    }

    static Stream<String> everyWordHasItsAdvice() {
        return Stream.<Enum<?>>concat(Stream.of(SshFailure.Kind.values()), Stream.of(InstallFailure.Kind.values()))
                .filter(kind -> kind != InstallFailure.Kind.OTHER)
                .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
