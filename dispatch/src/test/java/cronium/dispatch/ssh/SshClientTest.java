package cronium.dispatch.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cronium.testkit.hosts.HostNetwork;
import cronium.testkit.hosts.HostOptions;
import cronium.testkit.hosts.SshHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Against OpenSSH's own server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SshClientTest {
    private HostNetwork network;
    private SshHost host;
    private SshHost other;

    @TempDir
    Path directory;

    private Path known;

    @BeforeAll
    void startHosts() {
        Optional<String> missing = HostNetwork.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        network = HostNetwork.open();
        host = network.host(HostOptions.USUAL.withSetUp("echo 'echo a greeting of the shell' >\"$HOME/.bashrc\""));
        other = network.host();
    }

    @AfterAll
    void removeHosts() {
        if (network != null) {
            network.close();
        }
    }

    @BeforeEach
    void knowNobody() {
        known = directory.resolve("known_hosts");
    }

    @Test
    void aKnownHostRunsCommandsOnOneConnection() throws Exception {
        know(host.address() + " " + host.publicKey());
        try (SshConnection connection = strict().connect(spec())) {
            assertThat(output(connection, "cat", "in and out")).isEqualTo("a greeting of the shell\nin and out");
            try (RemoteCommand failing = connection.start("echo why >&2; exit 7")) {
                failing.output().readAllBytes();
                assertThat(failing.exit(Duration.ofSeconds(20))).hasValue(7);
                assertThat(failing.errors()).isEqualTo("why\n");
            }
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void aHashedEntryIsFound() throws Exception {
        know(host.address() + " " + host.publicKey());
        assertThat(new ProcessBuilder("ssh-keygen", "-q", "-H", "-f", known.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor())
                .isZero();
        assertThat(Files.readString(known)).doesNotContain(host.address());
        strict().connect(spec()).close();
    }

    @Test
    void aPatternIsFoundAndAHostThatItNamesIsNoNewOne() throws Exception {
        know("10.* " + host.publicKey());
        strict().connect(spec()).close();
        SshClient trusting = new SshClient(KnownHosts.trustingOnFirstUse(List.of(), known), Deadlines.USUAL);
        refused(trusting, HostSpec.of("root", other.address(), network.userKey()), SshFailure.Kind.KEY_CHANGED);
    }

    @Test
    void anAliasIsLookedUpInPlaceOfTheName() throws Exception {
        know("alias " + host.publicKey());
        strict().connect(spec().knownBy("alias")).close();
    }

    @Test
    void anUnknownKeyIsRefused() throws Exception {
        SshFailure failure = refused(strict(), spec(), SshFailure.Kind.KEY_UNKNOWN);
        assertThat(failure).hasMessageContaining("SHA256:").hasMessageContaining(known.toString());
        assertThat(known).doesNotExist();
    }

    @Test
    void aKeyIsTrustedOnFirstUseOnlyIfChosenAndThenItIsKnown() throws Exception {
        SshClient trusting = new SshClient(KnownHosts.trustingOnFirstUse(List.of(), known), Deadlines.USUAL);
        trusting.connect(spec()).close();
        assertThat(Files.readString(known)).isEqualTo(host.address() + " " + host.publicKey() + "\n");
        strict().connect(spec()).close();
        trusting.connect(spec()).close();
        assertThat(Files.readAllLines(known)).hasSize(1);
    }

    @Test
    void aChangedKeyIsRefusedAlsoOnFirstUse() throws Exception {
        know(host.address() + " " + other.publicKey());
        SshClient trusting = new SshClient(KnownHosts.trustingOnFirstUse(List.of(), known), Deadlines.USUAL);
        assertThat(refused(trusting, spec(), SshFailure.Kind.KEY_CHANGED)).hasMessageContaining("ssh-keygen -R");
        refused(strict(), spec(), SshFailure.Kind.KEY_CHANGED);
        assertThat(Files.readAllLines(known)).hasSize(1);
    }

    @Test
    void aRevokedKeyIsRefusedAlsoIfItIsKnown() throws Exception {
        know(host.address() + " " + host.publicKey(), "@revoked * " + host.publicKey());
        refused(strict(), spec(), SshFailure.Kind.KEY_REVOKED);
    }

    @Test
    void aKeyOfAnotherTypeThanTheKnownOneIsRefused() throws Exception {
        Path ecdsa = directory.resolve("ecdsa");
        assertThat(new ProcessBuilder("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", ecdsa.toString())
                        .start()
                        .waitFor())
                .isZero();
        know(host.address() + " " + Files.readString(Path.of(ecdsa + ".pub")).strip());
        refused(strict(), spec(), SshFailure.Kind.KEY_OF_OTHER_TYPE);
    }

    @Test
    void aKeyThatTheHostDoesNotKnowIsNotLetIn() throws Exception {
        know(host.address() + " " + host.publicKey());
        Path stranger = directory.resolve("stranger");
        assertThat(new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", stranger.toString())
                        .start()
                        .waitFor())
                .isZero();
        refused(strict(), HostSpec.of("root", host.address(), stranger), SshFailure.Kind.AUTHENTICATION_REFUSED);
    }

    @Test
    void aKeyFileThatIsNotThereIsNamed() {
        refused(
                strict(),
                HostSpec.of("root", host.address(), directory.resolve("absent")),
                SshFailure.Kind.IDENTITY_UNREADABLE);
    }

    @Test
    void aNameWithoutAnAddressIsSaidToBeSo() {
        refused(strict(), HostSpec.of("root", "host.invalid", network.userKey()), SshFailure.Kind.NAME_NOT_RESOLVED);
    }

    @Test
    void aPortThatNobodyListensOnRefuses() {
        refused(strict(), spec().onPort(23), SshFailure.Kind.REFUSED);
    }

    @Test
    void aServerThatSaysNothingIsGivenUpOn() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SshFailure failure = refused(
                    impatient(),
                    HostSpec.of("root", "127.0.0.1", network.userKey()).onPort(silent.getLocalPort()),
                    SshFailure.Kind.TIMED_OUT);
            assertThat(failure.step()).isEqualTo(Step.GREETING);
        }
    }

    @Test
    void aHostBehindACutLinkIsGivenUpOn() {
        SshHost cut = network.host();
        cut.cutLink();
        SshFailure failure = catchThrowableOfType(
                SshFailure.class, () -> impatient().connect(HostSpec.of("root", cut.address(), network.userKey())));
        assertThat(failure.kind()).isIn(SshFailure.Kind.TIMED_OUT, SshFailure.Kind.UNREACHABLE);
        assertThat(failure.step()).isEqualTo(Step.CONNECT);
    }

    @Test
    void aHostIsReachedThroughAnother() throws Exception {
        know(host.address() + " " + host.publicKey(), other.address() + " " + other.publicKey());
        HostSpec behind =
                HostSpec.of("root", other.address(), network.userKey()).through(spec());
        try (SshConnection connection = strict().connect(behind)) {
            assertThat(output(connection, "echo \"$SSH_CONNECTION\"", "")).startsWith(host.address() + " ");
        }
    }

    @Test
    void theKeyOfAHostBehindAnotherIsCheckedToo() throws Exception {
        know(host.address() + " " + host.publicKey());
        HostSpec behind =
                HostSpec.of("root", other.address(), network.userKey()).through(spec());
        assertThat(refused(strict(), behind, SshFailure.Kind.KEY_UNKNOWN).host())
                .isEqualTo("root@" + other.address());
    }

    private HostSpec spec() {
        return HostSpec.of("root", host.address(), network.userKey());
    }

    private SshClient strict() {
        return new SshClient(KnownHosts.strict(List.of(known)), Deadlines.USUAL);
    }

    private SshClient impatient() {
        Duration some = Duration.ofMillis(500);
        return new SshClient(KnownHosts.strict(List.of(known)), new Deadlines(some, some, some, some, some, some));
    }

    private void know(String... lines) throws IOException {
        Files.write(known, List.of(lines));
    }

    private static String output(SshConnection connection, String command, String input) throws Exception {
        try (RemoteCommand started = connection.start(command)) {
            started.input().write(input.getBytes(StandardCharsets.UTF_8));
            started.input().close();
            return new String(started.output().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static SshFailure refused(SshClient client, HostSpec spec, SshFailure.Kind kind) {
        SshFailure failure = catchThrowableOfType(
                SshFailure.class, () -> client.connect(spec).close());
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
        return failure;
    }
}
