package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start pays for: a payload with a detached P-256 signature, and keys without policies. */
class UsualWayTest {
    @TempDir
    private Path base;

    @Test
    void loadsNoLibraryNoRegularExpressionsAndNoOtherKindOfKey() throws Exception {
        SigningKey key = SigningKey.generate();
        SigningFiles.trustDirectory(base, "release", key);
        Path payload = Files.writeString(base.resolve("p.tar.gz"), "the payload");
        Files.writeString(
                base.resolve("p.tar.gz.sig"), key.sign(PayloadFile.of("p", SigningFiles.ascii("the payload"))));

        String printed = UnprivilegedRun.withOptions(List.of("-Xlog:class+load:stdout"), "admission", payload);

        assertThat(printed).contains("Verified[keyName=release]");
        assertThat(printed.lines()
                        .filter(line -> line.contains(" java.util.regex.") || line.contains("NamedParameterSpec ")))
                .isEmpty();
        assertThat(printed.lines().filter(line -> line.contains(" cronium.payload.manifest.Yaml")))
                .isEmpty();
        assertThat(printed)
                .contains(" cronium.payload.signing.NistP256 ")
                .doesNotContain(" cronium.payload.signing.Ed25519 ")
                .doesNotContain(" cronium.payload.signing.Json ");
    }
}
