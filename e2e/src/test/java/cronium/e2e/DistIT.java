package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The programs as they are handed out. */
@ExtendWith(HostExtension.class)
class DistIT {
    private static final String HELLO = "examples/hello";

    @Test
    void theArchiveWorksWhereItIsUnpacked(Host host) throws IOException, InterruptedException {
        Path place = host.freshDirectory("a place");
        Dist.tool(host, "tar", "tar", "-xzf", Dist.archive().toString(), "-C", place.toString());
        assertThat(Folders.names(place)).hasSize(1);
        Path home = place.resolve(Folders.names(place).getFirst());

        assertThat(run(host, home.resolve("bin/cronium"), "version")).matches("cronium \\d+\\.\\d+\\.\\d+\n");
        packAndRun(host, home.resolve("bin"));
        assertThat(home.resolve("share/man/man1/cronium-payload-pack.1")).isNotEmptyFile();
        assertThat(home.resolve("share/man/man1/cronium-runner.1")).isNotEmptyFile();
        assertThat(home.resolve("share/bash-completion/completions/cronium")).isNotEmptyFile();
        assertThat(home.resolve("share/bash-completion/completions/cronium-runner"))
                .isNotEmptyFile();
        assertThat(home.resolve("share/doc/cronium/copyright")).isNotEmptyFile();
    }

    @Test
    void theSumsAreThoseOfTheFiles(Host host) throws IOException, InterruptedException {
        String said = Dist.tool(
                host,
                "sh",
                "dash",
                "-c",
                "cd \"$1\" && sha256sum -c SHA256SUMS",
                "sh",
                Dist.directory().toString());

        assertThat(said.lines())
                .containsExactlyInAnyOrder(
                        Dist.archive().getFileName() + ": OK",
                        Dist.debianPackage().getFileName() + ": OK");
    }

    @Test
    void thePackageHoldsProgramsThatRun(Host host) throws IOException, InterruptedException {
        Path root = host.fresh("ro ot");
        Dist.tool(host, "dpkg-deb", "dpkg", "-x", Dist.debianPackage().toString(), root.toString());

        packAndRun(host, root.resolve("usr/bin"));
    }

    @Test
    void whatTheUnitStartsIsACommandThatRuns(Host host) throws IOException, InterruptedException {
        Path root = host.fresh("root");
        Dist.tool(host, "dpkg-deb", "dpkg", "-x", Dist.debianPackage().toString(), root.toString());
        Path payload = host.bash("echo ran by the unit").pack();
        Path payloads = root.resolve("etc/cronium/payloads");
        Files.copy(payload, payloads.resolve("backup.tar.gz"));
        Files.copy(Path.of(payload + ".sig"), payloads.resolve("backup.tar.gz.sig"));
        Files.copy(host.trust().resolve("operator.pub"), root.resolve("etc/cronium/trust/operator.pub"));
        Path unit = root.resolve("usr/lib/systemd/system/cronium-runner@.service");
        String line = Files.readAllLines(unit).stream()
                .filter(words -> words.startsWith("ExecStart="))
                .findFirst()
                .orElseThrow()
                .substring("ExecStart=".length());

        // As systemd would put it, but below that root.
        List<String> words = List.of(line.replace("%i", "backup")
                .replace("${STATE_DIRECTORY}", host.home().toString())
                .replace("${LOGS_DIRECTORY}", host.notes().toString())
                .replace("/usr/", root + "/usr/")
                .replace("/etc/", root + "/etc/")
                .replace(" $CRONIUM_OPTIONS", "")
                .split(" ", -1));
        Finished ran = host.program(Path.of(words.getFirst()), words.subList(1, words.size()))
                .run();

        assertThat(ran.exitCode()).as(ran.errText()).isZero();
        assertThat(ran.outText()).isEqualTo("ran by the unit\n");
        assertThat(host.notes().resolve("backup.json")).isNotEmptyFile();
    }

    @Test
    void dpkgInstallsAndRemovesThePackage(Host host) throws IOException, InterruptedException {
        Needs.root();
        Path root = host.fresh("root");
        Files.createDirectories(root.resolve("var/lib/dpkg/info"));
        Files.createDirectories(root.resolve("var/lib/dpkg/updates"));
        Files.createFile(root.resolve("var/lib/dpkg/status"));

        // There is nothing else in that root, so no libc6 that it could depend on.
        Dist.tool(
                host,
                "dpkg",
                "dpkg",
                "--root=" + root,
                "--force-depends",
                "-i",
                Dist.debianPackage().toString());
        assertThat(run(host, root.resolve("usr/bin/cronium"), "version")).startsWith("cronium ");
        assertThat(run(host, root.resolve("usr/bin/cronium-server"), "--version"))
                .startsWith("cronium-server ");
        assertThat(root.resolve("usr/share/man/man1/cronium.1.gz")).isNotEmptyFile();
        assertThat(root.resolve("usr/lib/systemd/system/cronium-runner@.timer")).isNotEmptyFile();
        Dist.tool(host, "dpkg", "dpkg", "--root=" + root, "-r", "cronium");

        assertThat(Folders.names(root)).containsExactly("var");
    }

    private static void packAndRun(Host host, Path programs) throws IOException, InterruptedException {
        Path payload = host.fresh("hello.tar.gz");
        run(
                host,
                programs.resolve("cronium"),
                "payload",
                "pack",
                Image.checkout().resolve(HELLO).toString(),
                "--output=" + payload,
                "--development-key");
        String said = run(
                host,
                programs.resolve("cronium-runner"),
                "run",
                payload.toString(),
                "--state=" + host.state(),
                "--trust=" + host.home().resolve(".config/cronium/development/trust"));
        assertThat(said).startsWith("Hello from hello, version 1\n");
    }

    private static String run(Host host, Path program, String... words) throws IOException, InterruptedException {
        Finished finished = host.program(program, List.of(words)).run();
        assertThat(finished.exitCode()).as(finished.errText()).isZero();
        return finished.outText();
    }
}
