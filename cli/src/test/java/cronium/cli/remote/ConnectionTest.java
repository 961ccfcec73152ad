package cronium.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the server and the token come from. */
class ConnectionTest {
    private static final String TOKEN = "crn_" + "a".repeat(43);
    private static final String OTHER = "crn_" + "b".repeat(43);

    @TempDir
    private Path configuration = Path.of("");

    @Test
    void withoutAnythingItIsThisMachineAndNoToken() throws IOException {
        Connection found = find(Map.of());

        assertThat(found.address()).hasToString("http://127.0.0.1:2766");
        assertThat(found.token()).isEmpty();
    }

    @Test
    void theUsersFileNamesBoth() throws IOException {
        file("{\"server\": \"https://cronium.example/base/\", \"token\": \"" + TOKEN + "\", \"data\": 1}", "rw-------");

        Connection found = find(Map.of());

        assertThat(found.address()).hasToString("https://cronium.example/base");
        assertThat(found.token().map(AccessToken::header)).contains("Bearer " + TOKEN);
        assertThat(found.toString()).doesNotContain(TOKEN);
    }

    @Test
    void theFilesTokenIsGivenToNoOtherServer() throws IOException {
        file("{\"server\": \"http://127.0.0.1:2766\", \"token\": \"" + TOKEN + "\"}", "rw-------");

        assertThat(find(Map.of("CRONIUM_SERVER", "http://127.0.0.1:2766/")).token())
                .isPresent();
        assertThat(find(Map.of("CRONIUM_SERVER", "http://127.0.0.1:9")).token()).isEmpty();
    }

    @Test
    void optionsAreStrongerThanVariablesAndVariablesThanTheFile() throws IOException {
        file("{\"server\": \"http://127.0.0.1:2766\", \"token\": \"" + TOKEN + "\"}", "rw-------");
        Path given = Files.writeString(configuration.resolve("token"), OTHER + "\n");
        Files.setPosixFilePermissions(given, PosixFilePermissions.fromString("rw-------"));
        Map<String, String> environment = Map.of("CRONIUM_SERVER", "http://127.0.0.1:1", "CRONIUM_TOKEN", TOKEN);

        Connection found =
                Connection.find(Optional.of("http://127.0.0.1:2"), Optional.of(given), environment, configuration);

        assertThat(found.address()).hasToString("http://127.0.0.1:2");
        assertThat(found.token().map(AccessToken::header)).contains("Bearer " + OTHER);
        assertThat(find(environment).address()).hasToString("http://127.0.0.1:1");
    }

    @Test
    void aFileThatOthersMayReadIsRefused() throws IOException {
        file("{}", "rw-r-----");

        assertThatThrownBy(() -> find(Map.of()))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("found rw-r-----; run: chmod 600 ");
        Path given = Files.writeString(configuration.resolve("token"), OTHER);
        Files.setPosixFilePermissions(given, PosixFilePermissions.fromString("rw----r--"));
        assertThatThrownBy(() -> Connection.find(Optional.empty(), Optional.of(given), Map.of(), configuration))
                .hasMessageContaining("token: expected a file that only its owner may read, found rw----r--");
    }

    @Test
    void whatMakesNoSenseIsRefusedWithoutShowingIt() throws IOException {
        file("{\"server\": \"http://127.0.0.1:2766\", \"token\": \"hunter2\"}", "rw-------");
        assertThatThrownBy(() -> find(Map.of()))
                .hasMessageContaining("client.json: token: expected a token")
                .hasMessageNotContaining("hunter2");
        file("hunter2", "rw-------");
        assertThatThrownBy(() -> find(Map.of())).hasMessageContaining("JSON").hasMessageNotContaining("hunter2");

        assertThatThrownBy(() -> find(Map.of("CRONIUM_SERVER", "ftp://x", "CRONIUM_TOKEN", TOKEN)))
                .hasMessage("CRONIUM_SERVER: expected an address such as http://127.0.0.1:2766, found 'ftp://x'");
        assertThatThrownBy(() -> find(Map.of("CRONIUM_SERVER", "http://u:p@x")))
                .hasMessageContaining("CRONIUM_SERVER: expected an address");
    }

    private Connection find(Map<String, String> environment) throws IOException {
        return Connection.find(Optional.empty(), Optional.empty(), environment, configuration);
    }

    private void file(String content, String mode) throws IOException {
        Path file = Files.writeString(configuration.resolve("client.json"), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
