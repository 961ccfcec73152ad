package cronium.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tells {@code cronium} of the same user where the server is: {@code client.json}, unless there is one of another server. */
final class ClientFile {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String DATA = "data";

    private ClientFile() {}

    /**
     * Writes it with mode 0600 if there is none, or if it is of a server with this data directory.
     *
     * @return whether it tells of this server now
     */
    static boolean write(Path file, String address, Path token, Path data) throws IOException {
        if (Files.exists(file) && !isOf(file, data)) {
            return false;
        }
        Path directory = file.getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        ObjectNode fields = JSON.createObjectNode()
                .put("server", address)
                .put("token", Files.readString(token, StandardCharsets.US_ASCII).strip())
                .put(DATA, data.toString());
        DataDirectory.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fields) + "\n");
        return true;
    }

    private static boolean isOf(Path file, Path data) {
        try {
            return JSON.readTree(Files.readString(file)).path(DATA).asString("").equals(data.toString());
        } catch (IOException | JacksonException e) {
            return false;
        }
    }
}
