package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.documents.Document;
import cronium.testkit.documents.TableRow;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The documents and the signing package name the same faults. */
class SignatureDocsTest {
    private static final List<String> FAULTS =
            Arrays.stream(SignatureFault.values()).map(SignatureFault::code).toList();

    @Test
    void everyFaultIsDocumentedAndNoOther() throws IOException {
        assertThat(TableRow.faultCodes(Document.read("docs/signing.md").rows()))
                .containsExactlyInAnyOrderElementsOf(FAULTS);
    }

    @Test
    void theFormatsDocumentNamesNoOtherFault() throws IOException {
        assertThat(FAULTS)
                .containsAll(TableRow.faultCodes(
                        Document.read("docs/payload-format.md").rowsUnder("The signature")));
    }
}
