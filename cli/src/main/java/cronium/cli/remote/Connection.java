package cronium.cli.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Which server, and with which token. */
public record Connection(ServerAddress address, Optional<AccessToken> token) {
    private static final String SERVER = "CRONIUM_SERVER";
    private static final String TOKEN = "CRONIUM_TOKEN";
    private static final int MAX_TOKEN_FILE = 4096;

    /**
     * Finds both: options first, then variables, then the user's file. The file's token is for the file's server and is given to no other.
     *
     * @param server the option's value
     * @param tokenFile the option's value
     * @param configuration the directory that {@code client.json} is in
     * @throws IOException if something that was given makes no sense or others may read a file with a token
     */
    public static Connection find(
            Optional<String> server, Optional<Path> tokenFile, Map<String, String> environment, Path configuration)
            throws IOException {
        Optional<String> variable = Optional.ofNullable(environment.get(SERVER)).filter(text -> !text.isBlank());
        Optional<AccessToken> token = given(tokenFile, environment);
        Optional<ServerAddress> address = Optional.empty();
        if (server.isPresent()) {
            address = Optional.of(ServerAddress.parse(server.get(), "--server"));
        } else if (variable.isPresent()) {
            address = Optional.of(ServerAddress.parse(variable.get(), SERVER));
        }
        if (address.isPresent() && token.isPresent()) {
            return new Connection(address.get(), token);
        }
        Optional<ClientFile> file = ClientFile.read(configuration.resolve(ClientFile.NAME));
        ServerAddress found = address.or(() -> file.map(ClientFile::server))
                .orElse(ServerAddress.parse(ServerAddress.STANDARD, "the standard address"));
        return new Connection(
                found,
                token.or(() -> file.filter(own -> own.server().equals(found)).flatMap(ClientFile::token)));
    }

    private static Optional<AccessToken> given(Optional<Path> tokenFile, Map<String, String> environment)
            throws IOException {
        if (tokenFile.isPresent()) {
            try (InputStream in = Files.newInputStream(tokenFile.get())) {
                PrivateFile.check(tokenFile.get());
                byte[] content = in.readNBytes(MAX_TOKEN_FILE);
                return Optional.of(AccessToken.of(
                        new String(content, StandardCharsets.US_ASCII),
                        tokenFile.get().toString()));
            }
        }
        Optional<String> variable = Optional.ofNullable(environment.get(TOKEN)).filter(text -> !text.isBlank());
        return variable.isPresent() ? Optional.of(AccessToken.of(variable.get(), TOKEN)) : Optional.empty();
    }
}
