package cronium.releases;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.documents.Document;
import cronium.testkit.documents.TableRow;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The faults of the store and their bounds stand in {@code docs/packaging.md}. */
class StoreDocsTest {

    @Test
    void everyFaultIsDocumentedAndNoOther() throws IOException {
        assertThat(TableRow.faultCodes(Document.read("docs/packaging.md").rowsUnder("`cronium runner`")))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(StoreFault.values()).map(StoreFault::code).toList());
    }
}
