package cronium.runner.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cronium.testkit.RequiredTool;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsReaderTest {
    @TempDir
    private Path base;

    @Test
    void linesAreSecrets() throws IOException {
        assertThat(read("A=one\nB_2=two=2\r\n\nEMPTY=\n_C= three "))
                .containsExactly(
                        Map.entry("A", "one"),
                        Map.entry("B_2", "two=2"),
                        Map.entry("EMPTY", ""),
                        Map.entry("_C", " three "));
        assertThat(read("")).isEmpty();
    }

    @Test
    void withANulAnywhereEntriesEndWithNulAndHoldAnyOtherByte() throws IOException {
        assertThat(read("A=one\ntwo\r\n\0B=\u00ff\u0001"))
                .containsExactly(Map.entry("A", "one\ntwo\r\n"), Map.entry("B", "\u00ff\u0001"));
        assertThat(read("A=one\n\0")).containsExactly(Map.entry("A", "one\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A=hidden%hidden        | line 2: expected NAME=VALUE, found no '='
            A=1%=hidden            | line 2: expected a name of letters, digits and '_' before '=', found something else
            1A=hidden              | line 1: expected a name of letters, digits and '_' before '=', found something else
            hidd/en==              | line 1: expected a name of letters, digits and '_' before '=', found something else
            CRONIUM_HIDDEN=hidden  | line 1: expected a name that does not begin with CRONIUM_, which is the runner's
            A=hidden%B=1%A=hidden  | secret A: expected it once, found it again in line 3
            A=hidden#hidden#       | entry 2: expected NAME=VALUE, found no '='
            """)
    void aFaultSaysWhereAndWhatAndNothingOfAValue(String text, String fault) {
        assertThatThrownBy(() -> read(text.replace('%', '\n').replace('#', '\0')))
                .isInstanceOf(SecretsException.class)
                .hasMessageStartingWith("secrets from " + base.resolve("secrets") + ": " + fault)
                .hasMessageNotContainingAny("hidd", "HIDDEN");
    }

    @Test
    void thereAreBounds() throws IOException {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            many.append("N").append(i).append("=value\n");
        }
        assertThat(read(many.toString())).hasSize(1_000);
        assertThatThrownBy(() -> read(many + "ONE_MORE=value"))
                .hasMessageContaining(": expected at most 1000 secrets, found more");
        assertThatThrownBy(() -> read("N".repeat(256) + "=value"))
                .hasMessageContaining(": line 1: expected a name of at most 255 bytes, found 256");
        assertThat(read("A=" + "x".repeat((1 << 20) - 2))).hasSize(1);
        assertThatThrownBy(() -> read("A=" + "x".repeat((1 << 20) - 1)))
                .hasMessageContaining(": expected at most 1048576 bytes, found more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw------x"})
    void aFileThatOthersMayUseIsRefused(String mode) throws IOException {
        Path file = file("A=hidden");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        assertThatThrownBy(() -> read(new SecretsSource.Named(file)))
                .isInstanceOf(SecretsException.class)
                .hasMessageContaining(": expected mode 600, so that nobody else can read it, found 6")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void onlyAFileOrAPipeIsTaken() {
        assertThatThrownBy(() -> read(new SecretsSource.Named(base)))
                .hasMessage("secrets from " + base + ": expected a file or a pipe, found a directory");
        assertThatThrownBy(() -> read(new SecretsSource.Named(Path.of("/dev/null"))))
                .hasMessage("secrets from /dev/null: expected a file or a pipe, found a character device");
        assertThatThrownBy(() -> read(new SecretsSource.Named(base.resolve("none"))))
                .hasMessage("secrets from " + base.resolve("none")
                        + ": expected a file or a pipe that can be read, found ENOENT (no such file or directory)");
        assertThatThrownBy(() -> read(new SecretsSource.Inherited(987_654)))
                .hasMessage(
                        "secrets from descriptor 987654: expected a descriptor that is open, found none of that number");
    }

    @Test
    void aNamedPipeIsReadUntilNobodyWritesToItAnyMore() throws Exception {
        Path pipe = pipe();
        FutureTask<Map<String, String>> reading = new FutureTask<>(() -> read(new SecretsSource.Named(pipe)));
        Thread.ofPlatform().daemon().start(reading);
        try (OutputStream out = Files.newOutputStream(pipe)) {
            out.write("A=o".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            out.write("ne\nB=two\n".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(reading.get()).containsExactly(Map.entry("A", "one"), Map.entry("B", "two"));
    }

    @Test
    void whoWaitsForAPipeThatNobodyWritesToMayGiveUp() throws Exception {
        Path pipe = pipe();
        int[] asked = {0};
        assertThatThrownBy(() -> SecretsReader.read(new SecretsSource.Named(pipe), () -> {
                    if (++asked[0] == 2) {
                        throw new IOException("enough");
                    }
                }))
                .hasMessage("enough");
    }

    @ParameterizedTest
    @CsvSource({"3, descriptor 3", "0, descriptor 0", "./3, ./3", "3a, 3a", "1234567890, 1234567890", "-1, -1"})
    void digitsAreADescriptorAndAnythingElseIsAPath(String word, String source) {
        assertThat(SecretsSource.of(word)).hasToString(source);
    }

    @Test
    void aVariableHoldsTextOfLimitedLength() {
        assertThatThrownBy(() -> new Secrets(List.of(new Secret("A", new byte[] {(byte) 0xff}))).environment())
                .hasMessageStartingWith("secret A: expected UTF-8");
        assertThatThrownBy(() -> new Secrets(List.of(new Secret("A", new byte[131_070]))).environment())
                .hasMessageStartingWith("secret A: expected ")
                .hasMessageEndingWith("; choose --secrets-as files");
    }

    @Test
    void closingWipes() {
        Secret secret = new Secret("A", new byte[] {1, 2, 3});
        new Secrets(List.of(secret)).close();
        assertThat(secret.value()).containsOnly(0);
    }

    private Path pipe() throws IOException, InterruptedException {
        Optional<String> missing = new RequiredTool("mkfifo", "coreutils").missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        Path pipe = base.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", "-m", "600", pipe.toString())
                        .start()
                        .waitFor())
                .isZero();
        return pipe;
    }

    private Map<String, String> read(String text) throws IOException {
        return read(new SecretsSource.Named(file(text)));
    }

    private Path file(String text) throws IOException {
        Path file = base.resolve("secrets");
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private static Map<String, String> read(SecretsSource source) throws IOException {
        Map<String, String> read = new LinkedHashMap<>();
        for (Secret secret : new ArrayList<>(SecretsReader.read(source, () -> {}))) {
            read.put(secret.name(), new String(secret.value(), StandardCharsets.ISO_8859_1));
        }
        return read;
    }
}
