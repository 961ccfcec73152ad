package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The runner as one file: its first start unpacks it, and nothing that goes wrong meanwhile leaves half of it. */
@ExtendWith(HostExtension.class)
class OneFileRunnerIT {
    private static final long MAX_BYTES = 16_000_000;
    private static final long MAX_UNPACKED_BYTES = 60_000_000;
    private static final int NOBODY = 65_534;

    @Test
    void theFirstStartUnpacksAndTheSecondDoesNot(Host host) throws IOException, InterruptedException {
        Path payload = host.bash("echo hello; echo oops >&2; exit 7").pack();
        Finished first = run(host, payload).run();
        first.assertEnded(7, "exited");
        assertThat(first.outText()).isEqualTo("hello\n");
        assertThat(first.errText()).isEqualTo("oops\n");
        Path unpacked = unpacked(host);
        FileTime made = Files.getLastModifiedTime(unpacked);

        run(host, payload).run().assertEnded(7, "exited");

        assertThat(OneFile.versions(cache(host))).hasSize(1);
        assertThat(Files.getLastModifiedTime(unpacked)).isEqualTo(made);
        assertThat(unpacked.resolve("lib/cronium-runner.aot")).isNotEmptyFile();
        assertThat(Files.getPosixFilePermissions(unpacked)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.size(OneFile.built())).isLessThanOrEqualTo(MAX_BYTES);
        assertThat(bytesWithoutCache(unpacked)).isLessThanOrEqualTo(MAX_UNPACKED_BYTES);
    }

    /** The cache is made on the host, not unpacked. */
    private static long bytesWithoutCache(Path unpacked) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(unpacked)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += file.toString().endsWith(".aot") ? 0 : Files.size(file);
            }
        }
        return bytes;
    }

    @Test
    void everyShellStartsItAlsoWithSpacesInPaths(Host host) throws IOException, InterruptedException {
        Needs.tool("busybox", "busybox");
        Path place = Files.createDirectory(host.directory().resolve("a place with spaces"));
        Path file = Files.copy(OneFile.built(), place.resolve("cronium runner"));
        Path cache = place.resolve("its cache");
        for (List<String> shell : List.of(List.of("dash"), List.of("bash"), List.of("busybox", "sh"))) {
            List<String> command = new ArrayList<>(shell);
            command.add(file.toString());
            command.add("version");
            Launch launch = new Launch(
                    host,
                    command,
                    host.program(file, List.of())
                            .with("CRONIUM_RUNNER_CACHE", cache.toString())
                            .environment(),
                    Optional.empty());
            assertIsVersion(launch.run());
            assertThat(OneFile.versions(cache)).hasSize(1);
            Folders.remove(cache);
        }
    }

    @Test
    void aPathWithoutToolsIsTheScriptsOnly(Host host) throws IOException, InterruptedException {
        Path payload = host.bash("echo \"$PATH\"").pack();
        Path empty = host.freshDirectory("empty");
        Launch launch = run(host, payload).with("PATH", empty.toString());
        launch.run().assertEnded(127, "not-started");

        Files.createSymbolicLink(empty.resolve("bash"), Path.of("/bin/bash"));
        Finished finished = launch.run();

        finished.assertEnded(0, "exited");
        assertThat(finished.outText()).isEqualTo(empty + "\n");
    }

    @Test
    void fiftyFirstStartsAtOnceUnpackOneCopy(Host host) throws IOException, InterruptedException {
        List<Launched> starts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            starts.add(host.program(OneFile.built(), List.of("version")).start());
        }
        for (Launched start : starts) {
            assertIsVersion(start.finish());
        }
        assertThat(OneFile.versions(cache(host))).hasSize(1);
    }

    @Test
    void twoVersionsCoexist(Host host) throws IOException, InterruptedException {
        version(host, OneFile.built());
        version(host, OneFile.otherVersion(host.fresh("other")));
        version(host, OneFile.built());

        assertThat(OneFile.versions(cache(host))).hasSize(2);
    }

    @Test
    void whatWasKilledHalfWayIsUnpackedAgainAndRemoved(Host host) throws IOException, InterruptedException {
        Launched started = host.program(OneFile.built(), List.of("version"))
                .under("setsid")
                .start();
        Await.until(
                "a directory under construction",
                () -> Folders.names(cache(host)),
                names -> names.stream().anyMatch(name -> name.startsWith(".new.")));
        new ProcessBuilder("kill", "-9", "--", "-" + started.process().pid())
                .start()
                .waitFor();
        assertThat(started.finish().exitCode()).isEqualTo(137);

        version(host, OneFile.built());

        assertThat(OneFile.versions(cache(host))).hasSize(1).noneMatch(name -> name.startsWith("."));
    }

    @Test
    void aFullDiskIsSaidAndNothingIsLeft(Host host) throws IOException, InterruptedException {
        Needs.rootWithMounts();
        Path full = host.freshDirectory("full");
        Finished finished = host.program(OneFile.built(), List.of("version"))
                .with("CRONIUM_RUNNER_CACHE", full + "/cache")
                .inShell("mount -t tmpfs -o size=20m,mode=0700 tmpfs '" + full + "' && { \"$@\"; code=$?; ls -A '"
                        + full + "/cache'; exit $code; }")
                .under("unshare", "-m")
                .run();

        assertThat(finished.exitCode()).isEqualTo(125);
        assertThat(finished.errText()).contains("found no place to unpack into", "No space left on device");
        assertThat(finished.outText()).isEqualTo(".lock\n");
    }

    @Test
    void aFileThatLacksItsEndIsRefused(Host host) throws IOException, InterruptedException {
        Finished finished =
                host.program(OneFile.cut(host.fresh("cut")), List.of("version")).run();

        assertThat(finished.exitCode()).isEqualTo(125);
        assertThat(finished.errText()).contains("found no place to unpack into");
        assertThat(OneFile.versions(cache(host))).isEmpty();
    }

    @Test
    void aDirectoryThatOthersMayWriteToIsRefused(Host host) throws IOException, InterruptedException {
        Path cache = host.freshDirectory("cache");
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));

        Finished finished = host.program(OneFile.built(), List.of("version"))
                .with("CRONIUM_RUNNER_CACHE", cache.toString())
                .run();

        assertThat(finished.exitCode()).isEqualTo(125);
        assertThat(finished.errText()).contains(cache + ": others may write to it");
        assertThat(OneFile.versions(cache)).isEmpty();
    }

    @Test
    void aDirectoryOfSomebodyElseIsRefused(Host host) throws IOException, InterruptedException {
        Needs.rootWithMounts();
        Path cache = host.freshDirectory("cache");
        version(host, OneFile.built());
        Files.setAttribute(cache, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
        // Also one that has all that would be started.
        Files.createSymbolicLink(cache.resolve(unpacked(host).getFileName()), unpacked(host));

        Finished finished = host.program(OneFile.built(), List.of("version"))
                .with("CRONIUM_RUNNER_CACHE", cache.toString())
                .run();

        assertThat(finished.exitCode()).isEqualTo(125);
        assertThat(finished.errText()).contains(cache + ": belongs to somebody else");
    }

    @Test
    void aSignalReachesTheScriptAsItDoesWithTheImage(Host host) throws IOException, InterruptedException {
        version(host, OneFile.built());
        Launched started = run(
                        host,
                        host.bash("trap 'echo caught; exit 3' TERM; echo ready; read -r _ </dev/zero")
                                .pack())
                .start()
                .awaitOutput("ready");
        started.signal("TERM");

        Finished finished = started.finish();
        finished.assertEnded(143, "cancelled");
    }

    private static Launch run(Host host, Path payload) {
        Launch image = host.run(payload);
        List<String> command = new ArrayList<>(image.command());
        command.set(0, OneFile.built().toString());
        return new Launch(host, command, image.environment(), image.result());
    }

    private static void version(Host host, Path file) throws IOException, InterruptedException {
        assertIsVersion(host.program(file, List.of("version")).run());
    }

    private static void assertIsVersion(Finished finished) {
        assertThat(finished.exitCode()).as(finished.errText()).isZero();
        assertThat(finished.outText()).startsWith("cronium-runner ").hasLineCount(1);
        assertThat(finished.errText()).isEmpty();
    }

    private static Path cache(Host host) {
        return host.home().resolve(".cache/cronium-runner");
    }

    private static Path unpacked(Host host) throws IOException {
        return cache(host).resolve(OneFile.versions(cache(host)).getFirst());
    }
}
