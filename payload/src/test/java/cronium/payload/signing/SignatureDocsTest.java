package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.documents.Document;
import cronium.testkit.documents.TableRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The documents and the signing package name the same faults. */
class SignatureDocsTest {
    private static final List<String> FAULTS =
            Arrays.stream(SignatureFault.values()).map(SignatureFault::code).toList();

    private final Document format;
    private final Optional<Document> signing;

    SignatureDocsTest() throws IOException {
        format = Document.read("docs/payload-format.md");
        signing = Document.readIfPresent("docs/signing.md");
    }

    @Test
    void everyFaultIsDocumented() {
        List<TableRow> rows = new ArrayList<>(format.rowsUnder("The signature"));
        rows.addAll(signing.map(Document::rows).orElse(List.of()));

        assertThat(TableRow.faultCodes(rows)).containsAll(FAULTS);
    }

    @Test
    void noOtherFaultIsDocumented() {
        assertThat(FAULTS).containsAll(TableRow.faultCodes(format.rowsUnder("The signature")));
        if (signing.isPresent()) {
            assertThat(FAULTS).containsAll(TableRow.faultCodes(signing.get().rows()));
        }
    }
}
