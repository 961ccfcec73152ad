package cronium.dispatch.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshConfigurationTest {
    private static final Path OWN_KEY = Path.of("/own/key");

    @TempDir
    Path home;

    private Path file;

    @BeforeEach
    void makeDirectory() throws IOException {
        file = Files.createDirectory(home.resolve(".ssh")).resolve("config");
    }

    @Test
    void whatIsNotSaidIsAsUsual() throws Exception {
        assertThat(host("web")).isEqualTo(HostSpec.of("me", "web", OWN_KEY).loggingIn(usual().login()));
    }

    @Test
    void theFirstLineCountsAndAGivenUserAndPortMore() throws Exception {
        write("""
                # of the test
                Host web-* !web-9
                  hostname = %h.example
                  PORT 2200
                  User="the user"   # a comment
                  HostKeyAlias web
                Host *
                  Port 2300
                  User other
                """);
        HostSpec spec = host("web-1");
        assertThat(spec.toString()).isEqualTo("the user@web-1.example:2200");
        assertThat(spec.knownAs()).isEqualTo("web");
        assertThat(host("web-9").toString()).isEqualTo("other@web-9:2300");
        assertThat(configuration()
                        .host(Optional.of("given"), "web-1", OptionalInt.of(22))
                        .toString())
                .isEqualTo("given@web-1.example");
    }

    @Test
    void keysCertificatesAndAgentAreNamed() throws Exception {
        write("""
                Host web
                  IdentityFile ~/keys/%n-%r
                  IdentityFile relative
                  CertificateFile %d/certificate
                  IdentityAgent SSH_AUTH_SOCK
                  IdentitiesOnly yes
                Host *
                  IdentityFile /last
                  IdentityAgent ${OTHER}
                Host no
                  IdentityFile none
                """);
        Login login = host("web").login();
        assertThat(login.keys())
                .extracting(LoginKey::toString)
                .containsExactly(
                        home.resolve("keys/web-me").toString(),
                        home.resolve(".ssh/relative").toString(),
                        "/last");
        assertThat(login.certificates()).containsExactly(home.resolve("certificate"));
        assertThat(login.agent()).contains(Path.of("/agent"));
        assertThat(login.isOnlyThese()).isTrue();
        assertThat(login.passphrase()).contains("PASSPHRASE");
        assertThat(host("db").login().agent()).contains(Path.of("/other-agent"));
        assertThat(host("db").login().isOnlyThese()).isFalse();
    }

    @Test
    void aVariableWithoutAnAgentIsNamedWithItsLine() throws Exception {
        write("IdentityAgent $MISSING");
        assertRefused("web", "config line 1: IdentityAgent: ", "MISSING");
    }

    @Test
    void jumpHostsAreHostsToo() throws Exception {
        write("""
                Host inner
                  ProxyJump first,second:2222
                Host second
                  User jumper
                Host direct
                  ProxyJump none
                Host unused first
                  ProxyJump none
                Host *
                  ProxyJump unused
                """);
        HostSpec second = host("inner").jump().orElseThrow();
        assertThat(second.toString()).isEqualTo("jumper@second:2222");
        assertThat(second.jump().orElseThrow().toString()).isEqualTo("me@first");
        assertThat(host("direct").jump()).isEmpty();
    }

    @Test
    void jumpHostsInACircleAreRefused() throws Exception {
        write("Host a\n  ProxyJump b\nHost b\n  ProxyJump a\n");
        assertRefused("a", "ProxyJump", "at most 8");
    }

    @Test
    void otherFilesHoldWhereTheyAreIncluded() throws Exception {
        Files.createDirectory(home.resolve(".ssh/conf.d"));
        Files.writeString(home.resolve(".ssh/conf.d/b.conf"), "Host *\n  User late\n");
        Files.writeString(home.resolve(".ssh/conf.d/a.conf"), "Host db\n  Port 2200\nHost web\n  User early\n");
        Files.writeString(home.resolve(".ssh/conf.d/.hidden.conf"), "Port 1\n");
        Files.writeString(home.resolve("only"), "Port 2300\nHost *\nHostKeyAlias alias\n");
        write("""
                Include conf.d/*.conf missing
                Host web
                  Include ~/only
                  HostName web.example
                """);
        assertThat(host("web").toString()).isEqualTo("early@web.example:2300");
        assertThat(host("web").hostKeyAlias()).contains("alias");
        assertThat(host("db").toString()).isEqualTo("late@db:2200");
        assertThat(host("db").hostKeyAlias()).isEmpty();
    }

    @Test
    void aFileThatIncludesItselfIsRefused() throws Exception {
        write("\nInclude config\n");
        assertRefused("web", "config line 2: Include: ", "include itself");
    }

    @Test
    void matchKnowsHostsAndUsers() throws Exception {
        write("""
                Host web
                  HostName web.example
                Match host *.example user me
                  Port 2200
                Match originalhost web !user me
                  Port 2300
                Match user you,they
                  HostKeyAlias ofUser
                Match all
                  Port 2400
                """);
        assertThat(host("web").port()).isEqualTo(2200);
        HostSpec ofYou = configuration().host(Optional.of("you"), "web", OptionalInt.empty());
        assertThat(ofYou.port()).isEqualTo(2300);
        assertThat(ofYou.hostKeyAlias()).contains("ofUser");
        assertThat(host("db").port()).isEqualTo(2400);
    }

    @Test
    void aCriterionThatIsNotKnownIsRefusedWhereItWouldCount() throws Exception {
        write("Host *\n  Port 22\nMatch host web exec \"test -e /vpn\"\n  ProxyJump inside\n");
        assertThat(host("db").jump()).isEmpty();
        assertRefused("web", "config line 3: Match: ", "found exec");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ProxyCommand nc %h %p | line 1: ProxyCommand",
                "CanonicalizeHostname yes | line 1: CanonicalizeHostname",
                "PKCS11Provider /lib/token.so | line 1: PKCS11Provider",
                "Port ssh | line 1: Port: expected 1 to 65535, found ssh",
                "Port 22 23 | expected one argument, found 2",
                "HostName | expected an argument, found none",
                "User \"open | expected a closing \"",
                "IdentityFile ~/%k | expected %%, %d",
                "Match all host web | expected all alone",
                "Match host | expected patterns after host",
                "Include */config | only behind the last /",
            })
    void whatCannotBeIsRefusedWithItsLineAndKeyword(String line, String message) throws Exception {
        write(line);
        assertRefused("web", message);
    }

    @Test
    void aCommandAfterAJumpDoesNotCountAndNoneIsNone() throws Exception {
        write("Host web\n  ProxyJump gate\nHost gate\n  ProxyJump none\nHost *\n  ProxyCommand nc %h %p\n");
        assertThat(host("web").jump()).isPresent();
        write("ProxyCommand none\nCanonicalizeHostname no\nForwardAgent yes\nServerAliveInterval 3\n");
        assertThat(host("web").jump()).isEmpty();
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    private SshConfiguration.Usual usual() {
        return new SshConfiguration.Usual(
                "me",
                new Login(
                        List.of(new LoginKey.InFile(OWN_KEY)),
                        List.of(),
                        Optional.empty(),
                        false,
                        Optional.of("PASSPHRASE")),
                home,
                Map.of("SSH_AUTH_SOCK", "/agent", "OTHER", "/other-agent"));
    }

    private SshConfiguration configuration() throws Exception {
        return SshConfiguration.read(file, usual());
    }

    private HostSpec host(String alias) throws Exception {
        return configuration().host(Optional.empty(), alias, OptionalInt.empty());
    }

    private void assertRefused(String alias, String... parts) {
        assertThatThrownBy(() -> host(alias))
                .isInstanceOf(SshConfigurationException.class)
                .hasMessageContainingAll(parts);
    }
}
