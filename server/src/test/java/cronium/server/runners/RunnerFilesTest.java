package cronium.server.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerFilesTest {
    private static final byte[] CONTENT = "a runner".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    private static String sha256() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CONTENT));
    }

    private static InputStream content() {
        return new ByteArrayInputStream(CONTENT);
    }

    private long filesThere() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void aFileIsThereOnceItIsWhole() throws Exception {
        RunnerFiles files = RunnerFiles.open(directory);

        assertThat(files.find(sha256())).isEmpty();
        assertThat(files.store(sha256(), CONTENT.length, content())).isTrue();
        assertThat(files.store(sha256(), CONTENT.length, InputStream.nullInputStream()))
                .isFalse();
        assertThat(files.find(sha256()).orElseThrow()).hasBinaryContent(CONTENT);
        assertThat(RunnerFiles.open(directory).find(sha256())).isPresent();
        assertThat(filesThere()).isEqualTo(1);
    }

    @Test
    void nothingIsKeptOfWhatIsNotAsExpectedOrBreaksOff() throws Exception {
        RunnerFiles files = RunnerFiles.open(directory);
        String sha256 = sha256();
        InputStream broken = new FilterInputStream(content()) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = super.read(buffer, offset, 3);
                if (read < 3) {
                    throw new IOException("the sender is gone");
                }
                return read;
            }
        };

        assertThatThrownBy(() -> files.store(sha256, CONTENT.length + 1, content()))
                .hasMessage("expected a file of 9 bytes, found 8");
        assertThatThrownBy(() -> files.store(sha256, CONTENT.length - 1, content()))
                .hasMessage("expected a file of 7 bytes, found more");
        assertThatThrownBy(() -> files.store("0".repeat(64), CONTENT.length, content()))
                .isInstanceOf(RunnerFiles.OtherContentException.class)
                .hasMessageContaining(sha256);
        assertThatThrownBy(() -> files.store(sha256, CONTENT.length, broken)).isInstanceOf(IOException.class);
        assertThat(filesThere()).isZero();
    }

    @Test
    void whatAKilledServerLeftIsRemoved() throws Exception {
        RunnerFiles.open(directory);
        Files.write(directory.resolve("coming/half"), CONTENT);

        RunnerFiles.open(directory);
        assertThat(filesThere()).isZero();
    }
}
