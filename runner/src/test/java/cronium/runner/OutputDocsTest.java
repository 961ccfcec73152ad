package cronium.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cronium.runner.journal.ResultSchema;
import cronium.testkit.RequiredTool;
import cronium.testkit.documents.Document;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code docs/running.md} shows: a result, and records with the program that puts a stream together again. */
class OutputDocsTest {

    @Test
    void theResultShownFitsTheSchema() throws IOException {
        ResultSchema.assertValid(Document.read("docs/running.md").blocks("json").getLast());
    }

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
