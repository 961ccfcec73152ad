package cronium.dispatch.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cronium.dispatch.ssh.Deadlines;
import cronium.dispatch.ssh.HostSpec;
import cronium.dispatch.ssh.KnownHosts;
import cronium.dispatch.ssh.SshClient;
import cronium.dispatch.ssh.SshConnection;
import cronium.testkit.hosts.HostNetwork;
import cronium.testkit.hosts.HostOptions;
import cronium.testkit.hosts.SshHost;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** On real hosts, with a runner that is a script: what a runner does is none of this package's business. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstallerTest {
    private static final String RUNNERS = "~/.local/share/cronium/runners";

    private HostNetwork network;
    private RunnerFile runner;

    @BeforeAll
    void makeNetwork() throws Exception {
        Optional<String> missing = HostNetwork.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        network = HostNetwork.open();
        byte[] bytes =
                ("#!/bin/sh\necho version\nexit 0\n" + "#".repeat(3 << 20) + "\n").getBytes(StandardCharsets.UTF_8);
        Path file = network.directory().resolve("runner");
        Files.write(file, bytes);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        runner = new RunnerFile(Installer.platform(uname()), file, sha256, bytes.length);
    }

    @AfterAll
    void removeNetwork() {
        if (network != null) {
            network.close();
        }
    }

    @Test
    void aRunnerIsBroughtOnceWholeAndPrivate() throws Exception {
        SshHost host = network.host(HostOptions.USUAL.withSetUp("echo 'echo a greeting' >\"$HOME/.bashrc\""));
        InstalledRunner first = install(host);
        assertThat(first.uploadedBytes()).isEqualTo(runner.size());
        assertThat(install(host).uploadedBytes()).isZero();
        assertThat(host.sh("sha256sum <" + first.path())).startsWith(runner.sha256());
        assertThat(host.sh("stat -c %a " + first.path() + " " + RUNNERS)).isEqualTo("700\n700\n");
        assertThat(host.sh("ls " + RUNNERS)).isEqualTo("sha256-" + runner.sha256() + "\n");
    }

    @Test
    void whatAnEarlierAttemptSentIsNotSentAgain() throws Exception {
        SshHost host =
                network.host(HostOptions.USUAL.withSetUp("d=\"$HOME/.local/share/cronium/runners\"; mkdir -p \"$d\"; "
                        + "head -c 1000000 " + runner.file() + " >\"$d/part-" + runner.sha256() + ".999999999\""));
        assertThat(install(host).uploadedBytes()).isEqualTo(runner.size() - 1_000_000);
    }

    @Test
    void aPartOfSomethingElseIsFoundOutAndTheNextAttemptIsWhole() throws Exception {
        SshHost host =
                network.host(HostOptions.USUAL.withSetUp("d=\"$HOME/.local/share/cronium/runners\"; mkdir -p \"$d\"; "
                        + "echo other >\"$d/part-" + runner.sha256() + ".999999999\""));
        refused(host, InstallFailure.Kind.DIGEST_WRONG);
        assertThat(install(host).uploadedBytes()).isEqualTo(runner.size());
    }

    @Test
    void manyAtOnceDoNoHarm() throws Exception {
        SshHost host = network.host();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<InstalledRunner>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Callable<InstalledRunner> one = () -> install(host);
                all.add(threads.submit(one));
            }
            for (Future<InstalledRunner> each : all) {
                assertThat(host.sh("sha256sum <" + each.get().path())).startsWith(runner.sha256());
            }
        }
        assertThat(host.sh("ls " + RUNNERS)).isEqualTo("sha256-" + runner.sha256() + "\n");
    }

    @Test
    void oldOnesAreRemoved() throws Exception {
        SshHost host = network.host(HostOptions.USUAL.withSetUp("d=\"$HOME/.local/share/cronium/runners\"; "
                + "for i in 1 2 3 4; do mkdir -p \"$d/sha256-$i\"; touch -d \"2020-01-0$i\" \"$d/sha256-$i\"; done"));
        install(host);
        assertThat(host.sh("ls " + RUNNERS))
                .contains("sha256-4", "sha256-3", runner.sha256())
                .doesNotContain("sha256-2\n", "sha256-1\n");
    }

    @Test
    void aFullDiskIsSaidToBeFull() {
        refused(network.host(HostOptions.USUAL.withHomeMount("size=1m")), InstallFailure.Kind.DISK_FULL);
    }

    @Test
    void aHomeThatIsReadOnlyIsSaidToBeSo() {
        refused(network.host(HostOptions.USUAL.withHomeMount("ro")), InstallFailure.Kind.READ_ONLY_HOME);
    }

    @Test
    void aHomeWithoutExecutablesIsDoneByShell() throws Exception {
        SshHost host = network.host(HostOptions.USUAL.withHomeMount("noexec"));
        assertThat(install(host).command()).startsWith("sh ");
    }

    @Test
    void whatALoginCannotDoIsSaid() throws Exception {
        SshHost host = network.host();
        assertThat(refused(host, SshHost.SHELLLESS_USER, InstallFailure.Kind.NO_SHELL))
                .hasMessageContaining("POSIX sh");

        host.sh("chown root " + SshHost.ORDINARY_HOME + "; chmod 755 " + SshHost.ORDINARY_HOME);
        assertThat(refused(host, SshHost.ORDINARY_USER, InstallFailure.Kind.HOME_NOT_WRITABLE))
                .hasMessageContaining(SshHost.ORDINARY_HOME);

        host.sh("chown " + SshHost.ORDINARY_USER + " " + SshHost.ORDINARY_HOME + "; : >/run/nothing; "
                + "for i in sha256sum openssl; do mount --bind /run/nothing \"$(command -v $i)\"; done");
        assertThat(refused(host, SshHost.ORDINARY_USER, InstallFailure.Kind.NO_DIGEST_TOOL))
                .hasMessageContaining("sha256sum or openssl");

        host.sh("umount \"$(dirname \"$(command -v env)\")/openssl\"");
        InstalledRunner installed = install(host, SshHost.ORDINARY_USER);
        assertThat(installed.path()).startsWith(SshHost.ORDINARY_HOME + "/");
        assertThat(host.sh("stat -c '%U %a' " + installed.path())).isEqualTo("ordinary 700\n");
    }

    @Test
    void aPlatformWithoutARunnerIsNamed() throws Exception {
        SshHost host = network.host();
        RunnerFile other = new RunnerFile("plan9-mips", runner.file(), runner.sha256(), runner.size());
        try (SshConnection connection = connect(host, "root")) {
            InstallFailure failure =
                    catchThrowableOfType(InstallFailure.class, () -> new Installer(List.of(other)).install(connection));
            assertThat(failure.kind()).isEqualTo(InstallFailure.Kind.UNSUPPORTED_PLATFORM);
            assertThat(failure).hasMessageContaining("plan9-mips").hasMessageContaining(uname());
        }
    }

    private static String uname() {
        return "Linux " + (System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch64");
    }

    private SshConnection connect(SshHost host, String user) throws Exception {
        Path known = network.directory().resolve("known-" + host.address());
        return new SshClient(KnownHosts.trustingOnFirstUse(List.of(), known), Deadlines.USUAL)
                .connect(HostSpec.of(user, host.address(), network.userKey()));
    }

    private InstalledRunner install(SshHost host) throws Exception {
        return install(host, "root");
    }

    private InstalledRunner install(SshHost host, String user) throws Exception {
        try (SshConnection connection = connect(host, user)) {
            return new Installer(List.of(runner)).install(connection);
        }
    }

    private void refused(SshHost host, InstallFailure.Kind kind) {
        refused(host, "root", kind);
    }

    private InstallFailure refused(SshHost host, String user, InstallFailure.Kind kind) {
        InstallFailure failure = catchThrowableOfType(InstallFailure.class, () -> install(host, user));
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
        return failure;
    }
}
