package cronium.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cronium.testkit.RequiredTool;
import cronium.testkit.documents.Document;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The program in {@code docs/running.md} that puts a stream together again, on the records that are shown there. */
class OutputDocsTest {

    @Test
    void theRecordsShownArePutTogetherByTheProgramShown() throws IOException, InterruptedException {
        Optional<String> missing = new RequiredTool("python3", "python3").missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        Document document = Document.read("docs/running.md");
        String program = document.blocks("python").getFirst();
        String records = document.blocks("json").getFirst();

        Process process = new ProcessBuilder("python3", "-c", program)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var standardInput = process.getOutputStream()) {
            standardInput.write(records.getBytes(StandardCharsets.UTF_8));
        }
        byte[] together = process.getInputStream().readAllBytes();

        assertThat(process.waitFor()).isZero();
        assertThat(new String(together, StandardCharsets.ISO_8859_1))
                .isEqualTo(
                        new String("Grüße, \"world\"\n".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                                + "caf\u00e9\nno newline");
    }
}
