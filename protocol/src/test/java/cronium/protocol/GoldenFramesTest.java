package cronium.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.documents.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The frames that are kept as data were not written by this code. What it writes, and reads of them, stays the same for all versions 1.x. */
class GoldenFramesTest {
    private static Path directory() {
        return Document.root().resolve("protocol/src/test/resources/frames");
    }

    @ParameterizedTest
    @EnumSource(FrameType.class)
    void aMessageIsWrittenAndReadAsTheGoldenFrame(FrameType type) throws IOException {
        Message sample = Samples.of(type);
        byte[] golden = golden(type);
        assertThat(HexFormat.of().formatHex(MessageEncoder.encode(sample)))
                .isEqualTo(HexFormat.of().formatHex(golden));
        MessageDecoder<? extends Message> decoder = Wire.decoderOf(sample);
        byte[] opened = Wire.opened(sample);
        System.arraycopy(golden, 0, opened, opened.length - golden.length, golden.length);
        List<? extends Message> read = Wire.read(decoder, opened);
        assertThat(read.getLast()).isEqualTo(sample);
        assertThat(decoder.isInsideFrame()).isFalse();
    }

    @Test
    void thereIsOneForEachTypeAndNoOther() throws IOException {
        Set<String> expected = Stream.of(FrameType.values())
                .map(type -> Samples.name(type) + ".hex")
                .collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(directory())) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static byte[] golden(FrameType type) throws IOException {
        String digits = Files.readAllLines(directory().resolve(Samples.name(type) + ".hex")).stream()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .collect(Collectors.joining());
        return HexFormat.of().parseHex(digits);
    }
}
