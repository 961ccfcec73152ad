package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The runner for arm64, built here and started under an emulator. {@code run} cannot be tested so: qemu-user refuses {@code
 * prctl(PR_SET_CHILD_SUBREAPER)}, and the runner then refuses to start a script.
 */
@ExtendWith({HostExtension.class, BuiltStoreExtension.class})
class Arm64RunnerIT {

    @Test
    void isBuiltHereAndRunsAPayloadUnderAnEmulator(Host host, BuiltStore store)
            throws IOException, InterruptedException {
        Needs.tool("qemu-aarch64", "qemu-user");
        Optional<String> root = Optional.ofNullable(System.getenv("CRONIUM_ARM64_ROOT"));
        Needs.must(
                BuiltStore.arm64Modules().isPresent() && root.isPresent(),
                "expected CRONIUM_ARM64_JMODS and CRONIUM_ARM64_ROOT, found none; ./test sets them where it can download");
        Path file = store.version().resolve("cronium-runner-linux-arm64");
        assertThat(Files.size(file)).isLessThanOrEqualTo(16_000_000);

        Finished here = host.program(file, List.of("version")).run();
        assertThat(here.exitCode()).isEqualTo(125);
        assertThat(here.errText()).isEqualTo("cronium-runner: this file is for linux/arm64 (aarch64), found x86_64\n");

        Path unpacked = host.freshDirectory("unpacked");
        Finished tar = host.program(
                        Path.of("/bin/sh"),
                        List.of(
                                "-c",
                                "sed '1,/^#---$/d' \"$0\" | tar xz -C \"$1\"",
                                file.toString(),
                                unpacked.toString()))
                .run();
        assertThat(tar.exitCode()).as(tar.errText()).isZero();
        Path payload = host.bash("echo hello").pack();
        Finished verified = emulated(
                        host,
                        root.orElseThrow(),
                        unpacked,
                        List.of(
                                "verify",
                                payload.toString(),
                                "--trust",
                                host.trust().toString()))
                .run();
        assertThat(verified.errText()).isEmpty();
        assertThat(verified.outText()).contains("signed by operator");
        assertThat(verified.exitCode()).isZero();
        // The emulator knows namespaces, but not the child subreaper of the other layers. The script is this machine's.
        Needs.root();
        List<String> run = List.of(
                "run",
                payload.toString(),
                "--trust",
                host.trust().toString(),
                "--state",
                host.state().toString(),
                "--containment",
                "pid-namespace");
        Finished ran = emulated(host, root.orElseThrow(), unpacked, run).run();
        assertThat(ran.errText()).isEmpty();
        assertThat(ran.outText()).isEqualTo("hello\n");
        assertThat(ran.exitCode()).isZero();
    }

    private static Launch emulated(Host host, String root, Path unpacked, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                "-L",
                root,
                unpacked.resolve("runtime/bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                Folders.names(unpacked.resolve("lib")).stream()
                        .filter(name -> name.endsWith(".jar"))
                        .map(name -> unpacked.resolve("lib").resolve(name).toString())
                        .collect(Collectors.joining(":")),
                "cronium.runner.Main"));
        command.addAll(arguments);
        return host.program(Path.of("/usr/bin/qemu-aarch64"), command);
    }
}
