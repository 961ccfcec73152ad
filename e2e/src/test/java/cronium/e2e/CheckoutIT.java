package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@code ./cronium} of a checkout: builds when it must, and only then. The checkout is a copy without sources, and its Maven a
 * script that notes that it was called and puts the packaged programs where the build would.
 */
@ExtendWith(HostExtension.class)
class CheckoutIT {

    @Test
    void theFirstCallBuildsAndTheSecondDoesNot(Host host) throws IOException, InterruptedException {
        Path checkout = checkout(host);

        Finished first = hello(host, checkout.resolve("cronium"));
        first.assertEnded(0, "exited");
        assertThat(first.errText()).startsWith("cronium: building");
        assertThat(builds(host)).isEqualTo(1);
        FileTime stamp = Files.getLastModifiedTime(stamp(checkout));

        Finished second = hello(host, checkout.resolve("cronium"));
        second.assertEnded(0, "exited");
        assertThat(second.errText()).doesNotContain("building");
        assertThat(second.outText()).isEqualTo(first.outText());
        assertThat(builds(host)).isEqualTo(1);
        assertThat(Files.getLastModifiedTime(stamp(checkout))).isEqualTo(stamp);
    }

    @Test
    void aChangedSourceIsBuiltAgain(Host host) throws IOException, InterruptedException {
        Path checkout = checkout(host);
        hello(host, checkout.resolve("cronium"));
        FileTime later = FileTime.from(
                Files.getLastModifiedTime(stamp(checkout)).toInstant().plusSeconds(2));
        Files.setLastModifiedTime(checkout.resolve("runner/src/main/Source.java"), later);

        hello(host, checkout.resolve("cronium")).assertEnded(0, "exited");

        assertThat(builds(host)).isEqualTo(2);
    }

    @Test
    void itWorksFromAnywhereAndThroughLinks(Host host) throws IOException, InterruptedException {
        Path checkout = checkout(host);
        Path bin = host.freshDirectory("bin");
        Files.createSymbolicLink(bin.resolve("absolute"), checkout.resolve("cronium"));
        Files.createSymbolicLink(bin.resolve("relative"), bin.relativize(checkout.resolve("cronium")));
        Files.createSymbolicLink(bin.resolve("twice"), Path.of("relative"));

        hello(host, bin.resolve("absolute")).assertEnded(0, "exited");
        hello(host, bin.resolve("relative")).assertEnded(0, "exited");
        hello(host, bin.resolve("twice")).assertEnded(0, "exited");
        Launch elsewhere = launch(host, Path.of("twice"));
        elsewhere
                .with("PATH", bin + ":" + elsewhere.environment().get("PATH"))
                .inShell("cd / && exec \"$@\"")
                .run()
                .assertEnded(0, "exited");
        launch(host, Path.of("./cronium"))
                .inShell("cd '" + checkout + "' && exec \"$@\"")
                .run()
                .assertEnded(0, "exited");

        assertThat(builds(host)).isEqualTo(1);
    }

    @Test
    void aBuildThatFailsIsSaidAndTriedAgainNextTime(Host host) throws IOException, InterruptedException {
        Path checkout = checkout(host);
        Files.writeString(
                host.directory().resolve("maven/mvn"),
                "#!/bin/sh\necho x >>$HOME/builds\necho '[ERROR] no luck'\nexit 1\n");

        for (int tries = 1; tries <= 2; tries++) {
            Finished finished = hello(host, checkout.resolve("cronium"));
            assertThat(finished.exitCode()).isEqualTo(125);
            assertThat(finished.errText()).contains("[ERROR] no luck", "the build failed", "build.log");
            assertThat(builds(host)).isEqualTo(tries);
        }
        assertThat(Folders.names(checkout.resolve("packaging/target"))).containsExactly("build.log");
    }

    private static Path checkout(Host host) throws IOException {
        Path checkout = Files.createDirectories(host.directory().resolve("check out"));
        Files.copy(
                Image.checkout().resolve("cronium"),
                checkout.resolve("cronium"),
                java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectory(checkout.resolve("build-tools"));
        Files.copy(Image.checkout().resolve("build-tools/jdk25.sh"), checkout.resolve("build-tools/jdk25.sh"));
        Files.createFile(checkout.resolve("pom.xml"));
        Files.createDirectories(checkout.resolve("runner/src/main"));
        Files.createFile(checkout.resolve("runner/src/main/Source.java"));
        Path maven = Files.createDirectory(host.directory().resolve("maven")).resolve("mvn");
        Files.createFile(maven, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(
                maven,
                "#!/bin/sh\necho x >>$HOME/builds\nln -sfn '" + Image.directory() + "' '" + checkout
                        + "/packaging/target/cronium'\n",
                StandardOpenOption.TRUNCATE_EXISTING);
        return checkout;
    }

    private static Path stamp(Path checkout) {
        return checkout.resolve("packaging/target/cronium.built");
    }

    private static Finished hello(Host host, Path cronium) throws IOException, InterruptedException {
        return launch(host, cronium).run();
    }

    private static Launch launch(Host host, Path cronium) {
        Launch launch = host.program(
                        cronium,
                        List.of(
                                "run",
                                Image.checkout().resolve("examples/hello").toString(),
                                "--state",
                                host.state().toString()))
                .withResult();
        return launch.with(
                "PATH",
                host.directory().resolve("maven") + ":" + launch.environment().get("PATH"));
    }

    private static long builds(Host host) throws IOException {
        Path builds = host.home().resolve("builds");
        return Files.exists(builds) ? Files.readString(builds).lines().count() : 0;
    }
}
