package cronium.cli;

import cronium.cli.remote.Connection;
import cronium.cli.remote.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which server a command talks to. */
final class RemoteOptions {
    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The server (default: CRONIUM_SERVER, else that of ~/.config/cronium/client.json).")
    private Optional<String> server = Optional.empty();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Holds the token (default: CRONIUM_TOKEN, else that of ~/.config/cronium/client.json).")
    private Optional<Path> tokenFile = Optional.empty();

    Server server(Surroundings surroundings) throws IOException {
        Connection connection =
                Connection.find(server, tokenFile, surroundings.environment(), surroundings.configuration());
        URI address = connection.address().base();
        if (address.getScheme().equals("http") && connection.token().isPresent() && !isThisMachine(address.getHost())) {
            surroundings
                    .err()
                    .println("cronium: warning: " + address + " is another machine and http is not encrypted;"
                            + " the token can be read on the way, so use https");
        }
        return new Server(connection);
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }
}
