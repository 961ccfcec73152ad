package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The one-file runner in a root directory that has no Java, and little else: glibc, shells, tar, gzip and what a shell script cannot
 * do without. As an ordinary user, without a home, with a /tmp from which nothing can be executed.
 */
@ExtendWith(HostExtension.class)
class BareRootIT {
    private static final List<String> PROGRAMS = List.of(
            "sh", "bash", "tar", "gzip", "id", "uname", "mkdir", "mktemp", "chmod", "mv", "rm", "ls", "grep", "sleep");
    private static final Pattern LIBRARY = Pattern.compile("(/[^ ]+) \\(0x");

    @Test
    void runsHelloWithoutJavaHomeAndExecutableTmp(Host host) throws IOException, InterruptedException {
        Needs.rootWithMounts();
        Path root = host.freshDirectory("root");
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String program : PROGRAMS) {
            install(root, program);
        }
        // libjvm.so and its like need these, and are not there for ldd to ask.
        for (String library : List.of("libdl.so.2", "libpthread.so.0", "libm.so.6", "librt.so.1")) {
            copy(root, libraryFolder().resolve(library));
        }
        for (String folder : List.of("proc", "dev", "tmp", "var/tmp", "trust")) {
            Files.createDirectories(root.resolve(folder));
        }
        Files.setPosixFilePermissions(root.resolve("var/tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Path payload =
                host.bash("echo \"hello from $(id -u), home ${HOME-unset}\"").pack();
        for (String suffix : List.of("", ".sig")) {
            Files.copy(Path.of(payload + suffix), root.resolve("p.tar.gz" + suffix));
        }
        Files.copy(host.trust().resolve("operator.pub"), root.resolve("trust/operator.pub"));
        Files.copy(OneFile.built(), root.resolve("cronium-runner"), StandardCopyOption.COPY_ATTRIBUTES);

        Finished finished = new Launch(
                        host,
                        List.of(
                                "sh",
                                "-c",
                                "cd \"$1\" && mount -t proc proc proc && mount -t tmpfs -o noexec,mode=1777 tmpfs tmp &&"
                                        + " : >dev/null && mount --bind /dev/null dev/null &&"
                                        + " exec chroot --userspec=65534:65534 . /cronium-runner run /p.tar.gz"
                                        + " --trust /trust --state /var/tmp/state",
                                "sh",
                                root.toString()),
                        Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
                        Optional.empty())
                .under("unshare", "-m")
                .run();

        assertThat(finished.errText()).isEmpty();
        assertThat(finished.outText()).isEqualTo("hello from 65534, home unset\n");
        assertThat(finished.exitCode()).isZero();
        assertThat(OneFile.versions(root.resolve("var/tmp/cronium-runner-65534")))
                .hasSize(1);
        assertThat(Folders.names(root.resolve("var/tmp/state/executions"))).isEmpty();
    }

    private static void install(Path root, String program) throws IOException, InterruptedException {
        Path found = List.of("/usr/bin", "/bin").stream()
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("expected the program " + program + ", found none"));
        Path copy = root.resolve("bin").resolve(program);
        Files.createDirectories(copy.getParent());
        Files.copy(found, copy, StandardCopyOption.COPY_ATTRIBUTES);
        Process ldd = new ProcessBuilder("ldd", found.toString()).start();
        String said = new String(ldd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        ldd.waitFor();
        Matcher libraries = LIBRARY.matcher(said);
        for (String library : libraries.results().map(match -> match.group(1)).toList()) {
            copy(root, Path.of(library));
        }
    }

    private static Path libraryFolder() {
        return Path.of(
                System.getProperty("os.arch").equals("amd64") ? "/lib/x86_64-linux-gnu" : "/lib/aarch64-linux-gnu");
    }

    private static void copy(Path root, Path library) throws IOException {
        Path copy = root.resolve(Path.of("/").relativize(library));
        Files.createDirectories(copy.getParent());
        if (!Files.exists(copy)) {
            Files.copy(library.toRealPath(), copy);
        }
    }
}
