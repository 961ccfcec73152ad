package cronium.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaksTest {
    @TempDir
    private Path directory;

    @Test
    void aConditionThatNeverHoldsSaysWhatWasExpectedAndFound() {
        assertThatThrownBy(() -> Await.until("an even number", () -> 7, n -> n % 2 == 0, Duration.ofMillis(5)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("expected an even number", "found 7");
    }

    @Test
    void aProcessIsFoundByEnvironmentArgumentAndWorkingDirectory() throws IOException, InterruptedException {
        String mark = directory.toString();
        assertThat(Processes.marked(mark)).isEmpty();
        Process byEnvironment = sleeper(List.of("sleep", "60"), "/", mark);
        Process byArgument = sleeper(List.of("sh", "-c", "read x", mark), "/", "");
        Process byDirectory = sleeper(List.of("sleep", "60"), mark, "");
        try {
            Await.until(
                    "three marked processes",
                    () -> Processes.marked(mark).stream()
                            .map(Processes.Found::pid)
                            .toList(),
                    found -> found.contains((int) byEnvironment.pid())
                            && found.contains((int) byArgument.pid())
                            && found.contains((int) byDirectory.pid()));
        } finally {
            for (Process process : List.of(byEnvironment, byArgument, byDirectory)) {
                process.destroyForcibly().waitFor();
            }
        }
        assertThatCode(() -> Leaks.assertNoProcess(mark)).doesNotThrowAnyException();
    }

    @Test
    void aDirectoryWithNothingInItHoldsNoLeak() throws IOException {
        Leaks.assertNothingIn(directory);
        Leaks.assertNothingIn(directory.resolve("never-made"));
        Files.createFile(directory.resolve("left"));
        assertThatThrownBy(() -> Await.until(
                        "nothing", () -> directory.toFile().list(), left -> left.length == 0, Duration.ofMillis(5)))
                .isInstanceOf(AssertionError.class);
    }

    private static Process sleeper(List<String> command, String workingDirectory, String mark) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(Path.of(workingDirectory).toFile());
        builder.environment().put("MARK", mark);
        return builder.start();
    }
}
