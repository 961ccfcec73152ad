package cronium.dispatch.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cronium.testkit.RequiredTool;
import cronium.testkit.hosts.HostNetwork;
import cronium.testkit.hosts.HostOptions;
import cronium.testkit.hosts.SshAgent;
import cronium.testkit.hosts.SshHost;
import cronium.testkit.hosts.SshKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of agents, of files and of a store of secrets, with passphrases and certificates, on OpenSSH's own server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginTest {
    private static final String PASSPHRASE = "a passphrase of the test";

    private HostNetwork network;
    private SshHost host;
    private Path authority;
    private Path authorized;

    @TempDir
    Path directory;

    private Path key;
    private SshAgent agent;
    private final Map<String, String> secrets = new HashMap<>();
    private final List<byte[]> given = new ArrayList<>();

    @BeforeAll
    void startHost() {
        Optional<String> missing =
                HostNetwork.missing().or(() -> new RequiredTool("ssh-agent", "openssh-client").missing());
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        network = HostNetwork.open();
        authority = SshKeys.make(network.directory().resolve("authority"));
        authorized = network.directory().resolve("authorized");
        host = network.host(HostOptions.USUAL.withServerLines(
                "AuthorizedKeysFile " + authorized, "TrustedUserCAKeys " + authority + ".pub"));
    }

    @AfterAll
    void removeHost() {
        if (network != null) {
            network.close();
        }
    }

    @BeforeEach
    void makeKey() throws IOException {
        key = SshKeys.make(directory.resolve("key"));
        authorize(key);
        agent = SshAgent.start(directory.resolve("agent"));
        secrets.clear();
        given.clear();
    }

    @AfterEach
    void endAgent() throws IOException {
        agent.close();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        assertThat(given).as("copies of secrets").allMatch(bytes -> Arrays.equals(bytes, new byte[bytes.length]));
    }

    @Test
    void aKeyOfTheAgentLogsIn() throws Exception {
        agent.add(key);
        connect(ofAgent());
    }

    @Test
    void anAgentWithoutKeysIsSaidToHaveNone() {
        assertThat(refused(ofAgent(), SshFailure.Kind.AUTHENTICATION_REFUSED))
                .hasMessageContaining("has none or is locked");
    }

    @Test
    void anAgentThatIsNotThereIsNamed() {
        agent.close();
        assertThat(refused(ofAgent(), SshFailure.Kind.AGENT_UNREACHABLE))
                .hasMessageContaining(agent.socket().toString());
    }

    @Test
    void keysInFilesAreTriedBesideAnAgent() throws Exception {
        agent.add(stranger());
        connect(new Login(inFiles(key), List.of(), Optional.of(agent.socket()), false, Optional.empty()));
    }

    @Test
    void theAgentsOtherKeysAreLeftAloneIfThatIsSaid() throws Exception {
        agent.add(key);
        Path stranger = stranger();
        connect(new Login(inFiles(stranger), List.of(), Optional.of(agent.socket()), false, Optional.empty()));
        refused(
                new Login(inFiles(stranger), List.of(), Optional.of(agent.socket()), true, Optional.empty()),
                SshFailure.Kind.AUTHENTICATION_REFUSED);
    }

    @Test
    void aKeyWithAPassphraseIsTakenFromTheAgent() throws Exception {
        agent.add(key);
        SshKeys.shut(key, PASSPHRASE);
        connect(new Login(inFiles(key), List.of(), Optional.of(agent.socket()), true, Optional.empty()));
    }

    @Test
    void aPublicKeyStandsForThatKeyOfTheAgent() throws Exception {
        Login login = new Login(
                inFiles(Path.of(key + ".pub")), List.of(), Optional.of(agent.socket()), true, Optional.empty());
        assertThat(refused(login, SshFailure.Kind.IDENTITY_UNREADABLE)).hasMessageContaining("in no agent");
        agent.add(key);
        agent.add(stranger());
        connect(login);
    }

    @Test
    void aKeyWithAPassphraseThatNobodyKnowsIsSaidToBeSo() {
        SshKeys.shut(key, PASSPHRASE);
        assertThat(refused(inFile(), SshFailure.Kind.IDENTITY_ENCRYPTED)).hasMessageContaining(key.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-t ed25519", "-t rsa -b 2048", "-t ecdsa -b 384", "-t rsa -b 2048 -m PEM", "-t ecdsa -m PKCS8"})
    void aPassphraseOutOfTheStoreOpensAKey(String options) throws Exception {
        List<String> words = new ArrayList<>(List.of(options.split(" ", -1)));
        words.addAll(List.of("-N", PASSPHRASE));
        Path shut = SshKeys.make(directory.resolve("shut"), words.toArray(String[]::new));
        authorize(shut);
        secrets.put("PASSPHRASE", PASSPHRASE + "\n");
        connect(new Login(inFiles(shut), List.of(), Optional.empty(), true, Optional.of("PASSPHRASE")));
        secrets.put("KEY", Files.readString(shut));
        connect(Login.with(new LoginKey.Stored("KEY")).openedBy("PASSPHRASE"));
    }

    @Test
    void anotherPassphraseIsSaidToBeWrongAndIsNotShown() {
        SshKeys.shut(key, PASSPHRASE);
        secrets.put("PASSPHRASE", "another passphrase");
        SshFailure failure = refused(inFile().openedBy("PASSPHRASE"), SshFailure.Kind.PASSPHRASE_WRONG);
        assertThat(failure).hasMessageContaining("the secret PASSPHRASE").hasMessageNotContaining("another passphrase");
    }

    @Test
    void aSecretThatIsNotThereIsNamed() {
        refused(Login.with(new LoginKey.Stored("KEY")), SshFailure.Kind.SECRET_MISSING);
        SshKeys.shut(key, PASSPHRASE);
        assertThat(refused(inFile().openedBy("PASSPHRASE"), SshFailure.Kind.SECRET_MISSING))
                .hasMessageContaining("PASSPHRASE");
    }

    @Test
    void aKeyOutOfTheStoreLogsIn() throws Exception {
        secrets.put("KEY", Files.readString(key));
        connect(Login.with(new LoginKey.Stored("KEY")));
    }

    @Test
    void aKeyOutOfTheStoreMayHaveItsCertificateBehindIt() throws Exception {
        Path certificate = SshKeys.certify(authority, key, "-n", "root");
        authorizeNobody();
        secrets.put("KEY", Files.readString(key));
        refused(Login.with(new LoginKey.Stored("KEY")), SshFailure.Kind.AUTHENTICATION_REFUSED);
        secrets.put("KEY", Files.readString(key) + Files.readString(certificate));
        connect(Login.with(new LoginKey.Stored("KEY")));
    }

    @Test
    void aSecretThatIsNoKeyIsSaidToBeNoneAndIsNotShown() {
        secrets.put("KEY", "-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0\n-----END OPENSSH PRIVATE KEY-----\n");
        SshFailure failure = refused(Login.with(new LoginKey.Stored("KEY")), SshFailure.Kind.IDENTITY_UNREADABLE);
        assertThat(failure)
                .hasMessageContaining("the secret KEY")
                .hasMessageNotContaining("c2VjcmV0")
                .hasNoCause();
        secrets.put("KEY", "an ordinary secret");
        assertThat(refused(Login.with(new LoginKey.Stored("KEY")), SshFailure.Kind.IDENTITY_UNREADABLE))
                .hasMessageNotContaining("ordinary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-t ed25519", "-t rsa -b 2048", "-t ecdsa -b 256"})
    void aCertificateBesideItsKeyIsShown(String options) throws Exception {
        List<String> words = new ArrayList<>(List.of(options.split(" ", -1)));
        words.addAll(List.of("-N", ""));
        Path certified = SshKeys.make(directory.resolve("certified"), words.toArray(String[]::new));
        authorizeNobody();
        SshKeys.certify(authority, certified, "-n", "deploy,root");
        connect(Login.with(new LoginKey.InFile(certified)));
    }

    @Test
    void aCertificateElsewhereIsShownAlsoForAKeyOfTheAgent() throws Exception {
        Path certificate = elsewhere(SshKeys.certify(authority, key, "-n", "root"));
        authorizeNobody();
        agent.add(key);
        connect(new Login(inFiles(key), List.of(certificate), Optional.empty(), true, Optional.empty()));
        connect(new Login(List.of(), List.of(certificate), Optional.of(agent.socket()), false, Optional.empty()));
    }

    @Test
    void aCertificateThatTheAgentHasIsShown() throws Exception {
        SshKeys.certify(authority, key, "-n", "root");
        authorizeNobody();
        agent.add(key);
        connect(ofAgent());
    }

    @Test
    void anExpiredCertificateIsSaidToBeSo() throws Exception {
        SshKeys.certify(authority, key, "-n", "root", "-V", "20200101:20200102");
        connect(inFile());
        authorizeNobody();
        assertThat(refused(inFile(), SshFailure.Kind.USER_CERTIFICATE_EXPIRED))
                .hasMessageContaining("valid until 2020-01-0")
                .hasMessageContaining(key.toString());
    }

    @Test
    void aCertificateForOthersIsRefusedAndSaysForWhom() throws Exception {
        SshKeys.certify(authority, key, "-n", "deploy");
        authorizeNobody();
        assertThat(refused(inFile(), SshFailure.Kind.AUTHENTICATION_REFUSED)).hasMessageContaining("for deploy");
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() throws Exception {
        SshKeys.certify(stranger(), key, "-n", "root");
        authorizeNobody();
        refused(inFile(), SshFailure.Kind.AUTHENTICATION_REFUSED);
    }

    @Test
    void aCertificateThatGoesWithNoKeyIsNamed() {
        Path certificate = elsewhere(SshKeys.certify(authority, key, "-n", "root"));
        Login login = new Login(inFiles(stranger()), List.of(certificate), Optional.empty(), true, Optional.empty());
        assertThat(refused(login, SshFailure.Kind.IDENTITY_UNREADABLE)).hasMessageContaining(certificate.toString());
    }

    @Test
    void aHostsCertificateIsNoUsers() {
        SshKeys.certify(authority, key, "-h", "-n", "root");
        assertThat(refused(inFile(), SshFailure.Kind.IDENTITY_UNREADABLE)).hasMessageContaining("found a host's");
    }

    private Path stranger() {
        Path stranger = directory.resolve("stranger");
        return Files.exists(stranger) ? stranger : SshKeys.make(stranger);
    }

    private Path elsewhere(Path file) {
        try {
            return Files.move(file, directory.resolve("elsewhere.pub"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void authorize(Path each) throws IOException {
        Files.writeString(authorized, SshKeys.publicLine(each) + "\n");
    }

    private void authorizeNobody() throws IOException {
        Files.writeString(authorized, "");
    }

    private Login inFile() {
        return Login.with(new LoginKey.InFile(key));
    }

    private static List<LoginKey> inFiles(Path file) {
        return List.of(new LoginKey.InFile(file));
    }

    private Login ofAgent() {
        return new Login(List.of(), List.of(), Optional.of(agent.socket()), false, Optional.empty());
    }

    private void connect(Login login) throws SshFailure {
        client().connect(spec(login)).close();
    }

    private SshFailure refused(Login login, SshFailure.Kind kind) {
        SshFailure failure = catchThrowableOfType(
                SshFailure.class, () -> client().connect(spec(login)).close());
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
        return failure;
    }

    private HostSpec spec(Login login) {
        return HostSpec.of("root", host.address(), key).loggingIn(login);
    }

    private SshClient client() {
        Path known = network.directory().resolve("known");
        return new SshClient(
                KnownHosts.trustingOnFirstUse(List.of(), known),
                Deadlines.USUAL,
                this::secret,
                () -> Instant.parse("2026-01-01T00:00:00Z"));
    }

    private byte[] secret(String name) throws KeySecrets.UnavailableException {
        String value = secrets.get(name);
        if (value == null) {
            throw new KeySecrets.UnavailableException("expected the secret " + name + ", found none of that name");
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        given.add(bytes);
        return bytes;
    }
}
