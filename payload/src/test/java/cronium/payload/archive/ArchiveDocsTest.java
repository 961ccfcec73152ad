package cronium.payload.archive;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.documents.Document;
import cronium.testkit.documents.TableRow;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code docs/payload-format.md} and the archive package say the same. */
class ArchiveDocsTest {
    private final Document document;

    ArchiveDocsTest() throws IOException {
        document = Document.read("docs/payload-format.md");
    }

    @Test
    void everyFaultOfAnArchiveIsDocumentedAndNoOther() {
        assertThat(TableRow.faultCodes(document.rowsUnder("Faults of an archive")))
                .containsExactlyElementsOf(Arrays.stream(ArchiveFault.values())
                        .map(ArchiveFault::code)
                        .toList());
    }

    @Test
    void everyLimitIsDocumentedWithItsDefault() throws ReflectiveOperationException {
        Map<String, String> limits = new HashMap<>();
        for (RecordComponent component : ArchiveLimits.class.getRecordComponents()) {
            limits.put(
                    component.getName(),
                    component.getAccessor().invoke(ArchiveLimits.DEFAULT).toString());
        }
        Map<String, String> documented = new HashMap<>();
        document.rowsUnder("Limits of an archive").forEach(row -> documented.put(row.code(0), row.cell(1)));

        assertThat(documented).isEqualTo(limits);
    }

    @Test
    void everyLimitNamesAFaultOfAnArchive() {
        List<String> faults =
                Arrays.stream(ArchiveFault.values()).map(ArchiveFault::code).toList();

        assertThat(document.rowsUnder("Limits of an archive"))
                .allSatisfy(row -> assertThat(faults).contains(row.code(3)));
    }
}
