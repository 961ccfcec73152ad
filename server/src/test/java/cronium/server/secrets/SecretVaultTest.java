package cronium.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cronium.server.documents.EventDocument;
import cronium.server.domain.Bytes;
import cronium.server.store.Database;
import cronium.server.store.DatabaseSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretVaultTest {
    private static final SecretName NAME = new SecretName("API_KEY");
    private static final byte[] VALUE = "a value that nobody may see".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private Database database;
    private Path file;

    @BeforeEach
    void start() {
        database = Database.open(DatabaseSettings.sqlite(directory.resolve("database")), EventDocument::read);
        file = directory.resolve("secrets.key");
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private SecretVault open(Optional<String> variable) throws SecretException {
        return SecretVault.open(file, variable, database.secrets(), Clock.systemUTC());
    }

    @Test
    void aValueComesBackAlsoFromAVaultThatIsOpenedAgain() throws Exception {
        open(Optional.empty()).put(NAME, VALUE, "test");
        assertThat(open(Optional.empty()).get(NAME)).contains(VALUE);
        assertThat(open(Optional.empty()).get(new SecretName("OTHER"))).isEmpty();
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (var files = Files.list(directory)) {
            assertThat(files).noneMatch(left -> left.toString().endsWith(".new"));
        }
    }

    @Test
    void whatIsStoredDoesNotHaveTheValue() throws Exception {
        open(Optional.empty()).put(NAME, VALUE, "test");
        byte[] sealed = database.secrets().get(NAME.text()).orElseThrow().toArray();
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("nobody");
        open(Optional.empty()).put(NAME, VALUE, "test");
        assertThat(database.secrets().get(NAME.text()).orElseThrow().toArray()).isNotEqualTo(sealed);
    }

    @Test
    void aRowUnderAnotherNameIsRefused() throws Exception {
        SecretVault vault = open(Optional.empty());
        vault.put(NAME, VALUE, "test");
        Bytes sealed = database.secrets().get(NAME.text()).orElseThrow();
        database.secrets().put("OTHER", sealed, "test", Instant.now());
        assertThatThrownBy(() -> vault.get(new SecretName("OTHER"))).isInstanceOf(SecretException.class);
    }

    @Test
    void anotherKeyIsToldWithItsFile() throws Exception {
        open(Optional.empty()).put(NAME, VALUE, "test");
        Files.delete(file);
        VaultKey.create(file);
        assertThatThrownBy(() -> open(Optional.empty()))
                .isInstanceOf(SecretException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("API_KEY");
    }

    @Test
    void noKeyIsMadeWhereOneIsMissing() throws Exception {
        open(Optional.empty()).put(NAME, VALUE, "test");
        Files.delete(file);
        assertThatThrownBy(() -> open(Optional.empty()))
                .isInstanceOf(SecretException.class)
                .hasMessageContaining(file.toString());
        assertThat(file).doesNotExist();
    }

    @Test
    void theVariableIsStrongerThanTheFile() throws Exception {
        Path other = directory.resolve("other.key");
        VaultKey.create(other);
        String json = Files.readString(other);
        open(Optional.of(json)).put(NAME, VALUE, "test");
        assertThat(file).doesNotExist();
        assertThat(open(Optional.of(json)).get(NAME)).contains(VALUE);
        assertThatThrownBy(() -> open(Optional.of("{}")))
                .isInstanceOf(SecretException.class)
                .hasMessageContaining("CRONIUM_SECRETS_KEY");
    }

    @Test
    void aKeyThatOthersMayReadIsRefused() throws Exception {
        VaultKey.create(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> open(Optional.empty()))
                .isInstanceOf(SecretException.class)
                .hasMessageContaining("chmod 600 " + file);
    }

    @Test
    void aFileThatIsNoKeyIsToldWithoutItsContent() throws Exception {
        Files.writeString(file, "{\"primaryKeyId\": \"hush\"}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> open(Optional.empty()))
                .isInstanceOf(SecretException.class)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("hush")
                .hasNoCause();
    }

    @Test
    void aKeyIsNeverReplaced() throws Exception {
        VaultKey.create(file);
        String before = Files.readString(file);
        VaultKey.create(file);
        assertThat(file).hasContent(before);
    }
}
