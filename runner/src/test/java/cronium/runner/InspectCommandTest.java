package cronium.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
    @TempDir
    private Path base;

    @Test
    void whatAPayloadSaysOfItselfCannotDriveTheTerminal() throws Exception {
        Path payload = RunnerProcess.payload(base, "bash", "", "environment: {TITLE: \"\\e]0;owned\\a\"}\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new InspectCommand(new PrintStream(out, true, StandardCharsets.UTF_8)).run(payload, false);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("TITLE=\\x1b]0;owned\\x07")
                .doesNotContain("\u001b", "\u0007");
    }
}
