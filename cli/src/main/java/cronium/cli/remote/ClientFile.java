package cronium.cli.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code client.json}, which a server's first start writes for its user: {@code {"server": "http://…", "token": "crn_…"}}. Its other
 * keys are the server's.
 */
record ClientFile(ServerAddress server, Optional<AccessToken> token) {
    static final String NAME = "client.json";
    private static final int MAX_BYTES = 64 << 10;

    /**
     * Reads it.
     *
     * @return empty if there is none
     * @throws ConnectionException if others may read it, or it is no JSON object
     */
    static Optional<ClientFile> read(Path file) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            PrivateFile.check(file);
            content = in.readNBytes(MAX_BYTES);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Item fields = item(content, file);
        Optional<String> token = fields.text("token");
        return Optional.of(new ClientFile(
                ServerAddress.parse(fields.text("server").orElse(ServerAddress.STANDARD), file + ": server"),
                token.isPresent() ? Optional.of(AccessToken.of(token.get(), file + ": token")) : Optional.empty()));
    }

    private static Item item(byte[] content, Path file) throws ConnectionException {
        try {
            return Item.of(Json.read(content));
        } catch (Json.NotJsonException e) {
            throw new ConnectionException(
                    file + ": expected a JSON object with server and token, found " + e.found(), e);
        }
    }
}
