package cronium.payload.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ManifestTest {

    @Test
    void aManifestMadeInCodeIsCheckedToo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> manifest("../a", List.of(), Map.of()))
                .withMessageStartingWith("entrypoint: expected a path relative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> manifest("a", List.of("\0"), Map.of()))
                .withMessageStartingWith("argument: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> manifest("a", List.of(), Map.of("A=B", "c")))
                .withMessageStartingWith("environment: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> manifest("a", List.of(), Map.of("A", "secret\0")))
                .withMessage("environment: expected text without NUL, found NUL at character 7");
        assertThat(manifest("./a", List.of(), Map.of()).entrypoint()).isEqualTo("a");
    }

    @Test
    void aManifestIsACopyThatCannotBeChanged() {
        List<String> arguments = new ArrayList<>(List.of("a"));
        Map<String, String> environment = new LinkedHashMap<>(Map.of("A", "b"));
        Manifest manifest = manifest("a", arguments, environment);
        arguments.add("b");
        environment.put("C", "d");

        assertThat(manifest.arguments()).containsExactly("a");
        assertThat(manifest.environment()).containsOnlyKeys("A");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> manifest.environment().put("C", "d"));
    }

    @Test
    void aStringMayBeAsLongAsExecveTakes() {
        int most = ExecBounds.MAX_STRING_BYTES - "A=".length() - 1;

        assertThat(ExecBounds.variableFault("A", "x".repeat(most))).isEmpty();
        assertThat(ExecBounds.variableFault("A", "x".repeat(most + 1))).isPresent();
        assertThat(ExecBounds.argumentFault("é".repeat(65_535))).isEmpty();
        assertThat(ExecBounds.argumentFault("é".repeat(65_536))).isPresent();
    }

    @Test
    void limitsOutOfRangeAreRefusedWithTheRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits(Optional.of(Duration.ZERO), OptionalLong.empty(), OptionalInt.empty()))
                .withMessage("timeout: expected a duration over 0, found 0s");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits(Optional.of(Duration.ofDays(400)), OptionalLong.empty(), OptionalInt.empty()))
                .withMessage("timeout: expected at most 366d, found PT9600H");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits(Optional.empty(), OptionalLong.of(4096), OptionalInt.empty()))
                .withMessage("memory: expected at least 1MiB, found 4KiB");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits(Optional.empty(), OptionalLong.empty(), OptionalInt.of(0)))
                .withMessage("processes: expected a whole number from 1 to 4194304, found 0");
    }

    @Test
    void portsAreSortedAndOnce() {
        assertThat(new Network.TcpConnect(List.of(443, 80, 443)).ports()).containsExactly(80, 443);
        assertThatIllegalArgumentException().isThrownBy(() -> new Network.TcpConnect(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Network.TcpConnect(List.of(65536)));
    }

    @Test
    void sandboxPathsAreAbsoluteAndNormalised() {
        assertThat(new Sandbox(Filesystem.HOST, new Network.None(), List.of("//a/./b/"), List.of("/")))
                .isEqualTo(new Sandbox(Filesystem.HOST, new Network.None(), List.of("/a/b"), List.of("/")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sandbox(Filesystem.HOST, new Network.Host(), List.of("a"), List.of()));
    }

    private static Manifest manifest(String entrypoint, List<String> arguments, Map<String, String> environment) {
        return new Manifest(
                Interpreter.NODE, entrypoint, arguments, environment, Metadata.none(), Limits.none(), Sandbox.host());
    }

    private static Limits limits(Optional<Duration> timeout, OptionalLong memory, OptionalInt processes) {
        return new Limits(
                timeout,
                Optional.empty(),
                Optional.empty(),
                memory,
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                processes,
                OptionalInt.empty());
    }
}
