package cronium.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.documents.Document;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/api.md} and the code say the same. */
class ApiDocsTest {
    private static final String DOCUMENT = "docs/api.md";

    @Test
    void everyKindOfProblemIsDocumentedWithItsStatusAndNoOther() throws IOException {
        List<String> documented = Document.read(DOCUMENT).rowsUnder("Problems").stream()
                .map(row -> row.code(0) + " " + row.cell(1))
                .toList();
        List<String> kinds = Arrays.stream(ProblemKind.values())
                .map(kind -> kind.type().substring("urn:cronium:problem:".length()) + " " + kind.status())
                .toList();
        assertThat(documented).containsExactlyElementsOf(kinds);
    }

    @Test
    void everyOperationIsDocumentedWithItsScopeAndNoOther() throws IOException {
        List<String> documented = Document.read(DOCUMENT).rowsUnder("Operations").stream()
                .map(row -> row.code(0) + " " + row.cell(1))
                .toList();
        List<String> operations = OpenApiDocument.read().operations().stream()
                .map(operation -> operation.method() + " " + operation.path() + " " + operation.scope())
                .toList();
        assertThat(documented).containsExactlyInAnyOrderElementsOf(operations);
    }

    @Test
    void limitsAreThoseOfTheCode() throws IOException {
        String text = Document.read(DOCUMENT).text();
        assertThat(text)
                .contains("default " + Query.DEFAULT_LIMIT + ", at most " + Query.MAX_LIMIT)
                .contains("kept for " + Once.KEPT.toHours() + " hours")
                .contains("comment each " + Following.KEEP_ALIVE.toSeconds() + " seconds")
                .contains(FailureLimit.BURST + " failures")
                .contains("each " + FailureLimit.REFILL.toSeconds() + " seconds");
    }
}
