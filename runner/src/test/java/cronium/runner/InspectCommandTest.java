package cronium.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cronium.runner.plan.PlanException;
import cronium.testkit.archives.TarBytes;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

    @Test
    void aManifestThatWillRunIsShownOrNoneIs() throws Exception {
        byte[] archive = new TarBytes()
                .file("other", "version: v1\ninterpreter: bash\nentrypoint: a\n")
                .hardLink("manifest.yaml", "other")
                .file("manifest.yml", "version: v1\ninterpreter: bash\nentrypoint: b\n")
                .gzip();
        Path payload = Files.write(base.resolve("linked.tar.gz"), archive);
        assertThatThrownBy(() -> new InspectCommand(
                                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                        .run(payload, false))
                .isInstanceOf(PlanException.class)
                .hasMessage("expected manifest.yaml as a file of its own, found a link to another");
    }
}
