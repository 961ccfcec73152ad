package cronium.dispatch.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cronium.testkit.hosts.HostNetwork;
import cronium.testkit.hosts.SshHost;
import cronium.testkit.hosts.SshKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Hosts that show a certificate, made by ssh-keygen and shown by OpenSSH's own server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostCertificateTest {
    private HostNetwork network;
    private SshHost host;
    private Path authority;
    private Path otherAuthority;
    private Path known;

    @BeforeAll
    void startHost() {
        Optional<String> missing = HostNetwork.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        network = HostNetwork.open();
        host = network.host();
        authority = SshKeys.make(network.directory().resolve("authority"));
        otherAuthority = SshKeys.make(network.directory().resolve("other-authority"));
    }

    @AfterAll
    void removeHost() {
        if (network != null) {
            network.close();
        }
    }

    @BeforeEach
    void knowNobody() throws IOException {
        known = network.directory().resolve("known_hosts");
        Files.deleteIfExists(known);
    }

    @Test
    void aCertificateOfAKnownAuthorityIsEnough() throws Exception {
        shows("-n", host.address());
        know("@cert-authority 10.* " + SshKeys.publicLine(authority));
        strict().connect(spec()).close();
    }

    @Test
    void anAliasIsLookedForInTheCertificateToo() throws Exception {
        shows("-n", "web-1.example,web-2.example");
        know("@cert-authority *.example " + SshKeys.publicLine(authority));
        strict().connect(spec().knownBy("web-1.example")).close();
        refused(spec().knownBy("db-1.example"), SshFailure.Kind.HOST_CERTIFICATE_OF_ANOTHER);
    }

    @Test
    void aCertificateForAnotherHostIsRefusedAndSaysForWhich() throws Exception {
        shows("-n", "web-1.example");
        know("@cert-authority * " + SshKeys.publicLine(authority));
        assertThat(refused(spec(), SshFailure.Kind.HOST_CERTIFICATE_OF_ANOTHER))
                .hasMessageContaining("web-1.example")
                .hasMessageContaining(host.address());
    }

    @Test
    void anExpiredCertificateIsRefusedUnlessItsKeyIsKnown() throws Exception {
        shows("-n", host.address(), "-V", "20200101:20200102");
        know("@cert-authority * " + SshKeys.publicLine(authority));
        refused(spec(), SshFailure.Kind.HOST_CERTIFICATE_EXPIRED);
        know("@cert-authority * " + SshKeys.publicLine(authority), host.address() + " " + host.publicKey());
        strict().connect(spec()).close();
    }

    @Test
    void aRevokedAuthorityIsNone() throws Exception {
        shows("-n", host.address());
        know("@cert-authority * " + SshKeys.publicLine(authority), "@revoked * " + SshKeys.publicLine(authority));
        assertThat(refused(spec(), SshFailure.Kind.KEY_REVOKED)).hasMessageContaining("revoked");
    }

    @Test
    void aRevokedKeyIsRefusedWhateverSignedIt() throws Exception {
        shows("-n", host.address());
        know("@cert-authority * " + SshKeys.publicLine(authority), "@revoked * " + host.publicKey());
        refused(spec(), SshFailure.Kind.KEY_REVOKED);
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() throws Exception {
        shows("-n", host.address());
        know("@cert-authority * " + SshKeys.publicLine(otherAuthority));
        assertThat(refused(spec(), SshFailure.Kind.HOST_CERTIFICATE_REFUSED)).hasMessageContaining("@cert-authority");
    }

    @Test
    void anAuthorityForOtherHostsIsNoneForThisOne() throws Exception {
        shows("-n", host.address());
        know("@cert-authority *.example " + SshKeys.publicLine(authority));
        refused(spec(), SshFailure.Kind.KEY_UNKNOWN);
    }

    @Test
    void whereNoAuthorityIsKnownTheKeyCounts() throws Exception {
        shows("-n", "web-1.example");
        know(host.address() + " " + host.publicKey());
        strict().connect(spec()).close();
    }

    @Test
    void theKeyOfACertificateThatIsNoGoodIsNotTakenOnFirstUse() throws Exception {
        shows("-n", "web-1.example");
        know("@cert-authority * " + SshKeys.publicLine(authority));
        SshClient trusting = new SshClient(KnownHosts.trustingOnFirstUse(List.of(), known), Deadlines.USUAL);
        refused(trusting, spec(), SshFailure.Kind.HOST_CERTIFICATE_OF_ANOTHER);
        assertThat(Files.readAllLines(known)).hasSize(1);
    }

    @Test
    void whoIsNotLetInByACertifiedHostIsToldSo() throws Exception {
        shows("-n", host.address());
        know("@cert-authority * " + SshKeys.publicLine(authority));
        Path stranger = network.directory().resolve("stranger");
        SshKeys.make(stranger);
        SshFailure failure =
                refused(HostSpec.of("root", host.address(), stranger), SshFailure.Kind.AUTHENTICATION_REFUSED);
        assertThat(failure.step()).isEqualTo(Step.AUTHENTICATE);
    }

    private void shows(String... options) {
        String[] all = new String[options.length + 1];
        all[0] = "-h";
        System.arraycopy(options, 0, all, 1, options.length);
        SshKeys.certify(authority, host.hostKey(), all);
        host.reboot();
    }

    private void know(String... lines) throws IOException {
        Files.write(known, List.of(lines));
    }

    private HostSpec spec() {
        return HostSpec.of("root", host.address(), network.userKey());
    }

    private SshClient strict() {
        return new SshClient(KnownHosts.strict(List.of(known)), Deadlines.USUAL);
    }

    private SshFailure refused(HostSpec spec, SshFailure.Kind kind) {
        return refused(strict(), spec, kind);
    }

    private static SshFailure refused(SshClient client, HostSpec spec, SshFailure.Kind kind) {
        SshFailure failure = catchThrowableOfType(
                SshFailure.class, () -> client.connect(spec).close());
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
        return failure;
    }
}
