package cronium.cli.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code client.json}, which a server's first start writes for its user: {@code {"server": "http://…", "token": "crn_…"}}. */
record ClientFile(ServerAddress server, Optional<AccessToken> token) {
    static final String NAME = "client.json";
    private static final List<String> KEYS = List.of("server", "token", "data");
    private static final int MAX_BYTES = 64 << 10;
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    /**
     * Reads it.
     *
     * @return empty if there is none
     * @throws ConnectionException if others may read it, or it says something else
     */
    static Optional<ClientFile> read(Path file) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            checkPrivate(file);
            content = in.readNBytes(MAX_BYTES);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Item fields = item(content, file);
        for (String key : fields.keys()) {
            if (!KEYS.contains(key)) {
                throw new ConnectionException(file + ": expected only server, token and data, found another key");
            }
        }
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

    private static void checkPrivate(Path file) throws IOException {
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(file);
        Set<PosixFilePermission> exposed = EnumSet.copyOf(OTHERS);
        exposed.retainAll(found);
        if (!exposed.isEmpty()) {
            throw new ConnectionException(file + ": expected a file that only its owner may read, found "
                    + PosixFilePermissions.toString(found) + "; run: chmod 600 " + file);
        }
    }
}
