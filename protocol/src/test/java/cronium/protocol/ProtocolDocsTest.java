package cronium.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.documents.Document;
import cronium.testkit.documents.TableRow;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code docs/protocol.md} has each type, state, refusal and fault, and no other. */
class ProtocolDocsTest {
    private Document document = new Document("", List.of());

    @BeforeEach
    void read() throws IOException {
        document = Document.read("docs/protocol.md");
    }

    @Test
    void hasTheFramesOfAClient() {
        assertThat(frames("Frames of a client")).containsExactlyElementsOf(types(type -> !type.isOfRunner()));
    }

    @Test
    void hasTheFramesOfARunner() {
        assertThat(frames("Frames of a runner")).containsExactlyElementsOf(types(FrameType::isOfRunner));
    }

    @Test
    void hasTheStates() {
        assertThat(document.rowsUnder("States").stream().map(row -> row.code(0) + " " + row.cell(1)))
                .containsExactlyElementsOf(Stream.of(ExecutionState.values())
                        .map(state -> state.word() + " " + state.code())
                        .toList());
    }

    @Test
    void hasTheRefusals() {
        assertThat(codes("Refusals"))
                .containsExactlyElementsOf(
                        Stream.of(Refusal.values()).map(Refusal::word).toList());
    }

    @Test
    void hasTheFaults() {
        assertThat(codes("Faults"))
                .containsExactlyElementsOf(Stream.of(ProtocolFault.values())
                        .map(ProtocolFault::word)
                        .toList());
    }

    @Test
    void itsExampleIsTheGoldenFrame() {
        String digits = document.blocks("")
                .getLast()
                .lines()
                .map(line -> line.split(" ", 2)[0])
                .reduce("", String::concat);
        assertThat(digits).isEqualTo(HexFormat.of().formatHex(MessageEncoder.encode(Samples.of(FrameType.CANCEL))));
    }

    private List<String> frames(String heading) {
        return document.rowsUnder(heading).stream()
                .map(row -> row.code(0) + " " + row.code(1))
                .toList();
    }

    private static List<String> types(Predicate<FrameType> which) {
        return Stream.of(FrameType.values())
                .filter(which)
                .map(type -> "0x" + HexFormat.of().toHexDigits((byte) type.code()) + " " + Samples.name(type))
                .toList();
    }

    private List<String> codes(String heading) {
        return document.rowsUnder(heading).stream()
                .map((TableRow row) -> row.code(0))
                .toList();
    }
}
