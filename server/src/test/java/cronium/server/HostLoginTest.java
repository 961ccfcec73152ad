package cronium.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cronium.payload.signing.SigningKey;
import cronium.server.documents.EventDocument;
import cronium.server.domain.Host;
import cronium.server.domain.HostAddress;
import cronium.server.domain.HostLogin;
import cronium.server.domain.Target;
import cronium.server.execute.Changes;
import cronium.server.execute.SecretSource;
import cronium.server.payloads.PayloadFiles;
import cronium.server.remote.HostChecks;
import cronium.server.remote.RemoteHosts;
import cronium.server.remote.SshSettings;
import cronium.server.runners.RunnerFiles;
import cronium.server.secrets.SecretName;
import cronium.server.secrets.SecretVault;
import cronium.server.store.Database;
import cronium.server.store.DatabaseSettings;
import cronium.testkit.hosts.HostNetwork;
import cronium.testkit.hosts.SshHost;
import cronium.testkit.hosts.SshKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Keys and passphrases that are secrets of the server, on a real host. No runner is registered: who got in is told that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostLoginTest {
    private static final String IN = "unsupported-platform";
    private static final Target WEB = new Target("web-1");

    private final Clock clock = Clock.systemUTC();
    private HostNetwork network;
    private SshHost host;

    @TempDir
    Path directory;

    private Database database;
    private SecretVault vault;
    private RemoteHosts hosts;
    private VaultSecrets secrets;

    @BeforeAll
    void startHost() {
        Optional<String> missing = HostNetwork.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        network = HostNetwork.open();
        host = network.host();
    }

    @AfterAll
    void removeHost() {
        if (network != null) {
            network.close();
        }
    }

    @BeforeEach
    void openDatabase() throws Exception {
        database = Database.open(DatabaseSettings.sqlite(directory.resolve("database.sqlite")), EventDocument::read);
        vault = SecretVault.open(directory.resolve("secrets.key"), Optional.empty(), database.secrets(), clock);
        Files.write(directory.resolve("known_hosts"), List.of(host.address() + " " + host.publicKey()));
        Files.writeString(directory.resolve("ssh-config"), "");
        open(HostLogin.USUAL);
    }

    private void open(HostLogin forAll) throws IOException {
        secrets = new VaultSecrets(vault, forAll, database.hosts()::logInWith);
        hosts = RemoteHosts.open(
                "node",
                new SshSettings(
                        directory.resolve("ssh-config"),
                        directory.resolve("known_hosts"),
                        List.of(),
                        directory.resolve("id_ed25519"),
                        forAll,
                        "root",
                        directory,
                        Map.of()),
                "test",
                "no key",
                database,
                PayloadFiles.open(directory.resolve("payloads"), SigningKey.generate()),
                RunnerFiles.open(directory.resolve("runner-files")),
                secrets,
                secrets,
                new Changes(),
                clock);
    }

    @AfterEach
    void closeDatabase() throws Exception {
        hosts.site().close();
        database.close();
        try (var found = Files.walk(directory)) {
            for (Path path : found.sorted((a, b) -> b.compareTo(a)).toList()) {
                if (!path.equals(directory)) {
                    Files.delete(path);
                }
            }
        }
    }

    @Test
    void aHostIsLoggedInOnWithItsSecretAndNothingOfThatIsWritten() throws Exception {
        save(HostLogin.USUAL);
        assertThat(checked()).isEqualTo("authentication-refused");
        save(new HostLogin(Optional.of("DEPLOY_KEY"), Optional.empty()));
        assertThat(refused()).hasMessageContaining("cronium secret set DEPLOY_KEY");
        assertThat(checked()).isEqualTo("secret-missing");
        put("DEPLOY_KEY", Files.readString(network.userKey()));
        assertThat(checked()).isEqualTo(IN);
        String part = Files.readAllLines(network.userKey()).get(2);
        try (var files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(part);
            }
        }
    }

    @Test
    void aPassphraseThatIsAnotherIsSaidToBeWrong() throws Exception {
        Path shut = directory.resolve("shut");
        Files.copy(network.userKey(), shut);
        SshKeys.shut(shut, "open sesame");
        put("DEPLOY_KEY", Files.readString(shut));
        save(new HostLogin(Optional.of("DEPLOY_KEY"), Optional.empty()));
        assertThat(checked()).isEqualTo("identity-encrypted");
        save(new HostLogin(Optional.of("DEPLOY_KEY"), Optional.of("PHRASE")));
        assertThat(checked()).isEqualTo("secret-missing");
        put("PHRASE", "open barley");
        assertThat(checked()).isEqualTo("passphrase-wrong");
        assertThat(refused()).hasMessageNotContaining("barley");
        put("PHRASE", "open sesame");
        assertThat(checked()).isEqualTo(IN);
        put("DEPLOY_KEY", "no key");
        assertThat(checked()).isEqualTo("identity-unreadable");
    }

    @Test
    void aPassphraseOpensTheKeyThatTheConfigurationNames() throws Exception {
        Path shut = directory.resolve("shut");
        Files.copy(network.userKey(), shut);
        SshKeys.shut(shut, "open sesame");
        Files.write(directory.resolve("ssh-config"), List.of("IdentityFile " + shut));
        put("PHRASE", "open sesame");
        save(new HostLogin(Optional.empty(), Optional.of("PHRASE")));
        assertThat(checked()).isEqualTo(IN);
    }

    @Test
    void oneSecretMayBeForAllHosts() throws Exception {
        hosts.site().close();
        open(new HostLogin(Optional.of("KEY_FOR_ALL"), Optional.empty()));
        save(HostLogin.USUAL);
        assertThat(checked()).isEqualTo("secret-missing");
        put("KEY_FOR_ALL", Files.readString(network.userKey()));
        assertThat(checked()).isEqualTo(IN);
    }

    @Test
    void noScriptGetsWhatHostsAreLoggedInOnWith() throws Exception {
        hosts.site().close();
        open(new HostLogin(Optional.of("KEY_FOR_ALL"), Optional.empty()));
        put("KEY_FOR_ALL", "key");
        put("DEPLOY_KEY", "key");
        put("TOKEN", "for scripts");
        assertThat(new String(secrets.read(List.of("TOKEN", "DEPLOY_KEY")), StandardCharsets.UTF_8))
                .isEqualTo("TOKEN=for scripts\0DEPLOY_KEY=key\0");
        save(new HostLogin(Optional.of("DEPLOY_KEY"), Optional.empty()));
        for (String name : List.of("DEPLOY_KEY", "KEY_FOR_ALL")) {
            assertThatThrownBy(() -> secrets.read(List.of("TOKEN", name)))
                    .isInstanceOf(SecretSource.MissingException.class)
                    .hasMessageContaining("secret " + name)
                    .hasMessageContaining("logged in on");
        }
    }

    @Test
    void aConfigurationThatCannotBeIsSaidWithItsLine() throws Exception {
        save(HostLogin.USUAL);
        Files.write(directory.resolve("ssh-config"), List.of("Host *", "  ProxyCommand nc %h %p"));
        assertThat(checked()).isEqualTo("ssh-config-refused");
        assertThat(refused()).hasMessageContaining("ssh-config line 2: ProxyCommand");
    }

    private void save(HostLogin login) {
        database.hosts()
                .save(
                        new Host(
                                WEB,
                                HostAddress.parse(host.address()),
                                List.of(),
                                Map.of(),
                                login,
                                Optional.empty(),
                                clock.instant(),
                                Optional.empty()),
                        "test",
                        clock.instant());
    }

    private void put(String name, String value) {
        vault.put(new SecretName(name), value.getBytes(StandardCharsets.UTF_8), "test");
    }

    private String checked() {
        return refused().code();
    }

    private HostChecks.UnreachableException refused() {
        HostChecks.UnreachableException refused = catchThrowableOfType(
                HostChecks.UnreachableException.class, () -> hosts.checks().check(WEB, false, false, "test"));
        assertThat(refused).isNotNull();
        return refused;
    }
}
