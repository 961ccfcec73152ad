package cronium.server;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a user's things are, by the XDG Base Directory Specification. */
record Places(Map<String, String> environment, Path home, String user) {
    /** {@code /var/lib/cronium-server} for root, else {@code $XDG_DATA_HOME/cronium/server} or {@code ~/.local/share/cronium/server}. */
    Path data() {
        return user.equals("root")
                ? Path.of("/var/lib/cronium-server")
                : directory("XDG_DATA_HOME", ".local/share").resolve("cronium/server");
    }

    /** What {@code cronium} finds the server by: {@code $XDG_CONFIG_HOME/cronium/client.json} or {@code ~/.config/cronium/client.json}. */
    Path client() {
        return directory("XDG_CONFIG_HOME", ".config").resolve("cronium/client.json");
    }

    private Path directory(String variable, String standard) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> value.startsWith("/"))
                .map(Path::of)
                .orElseGet(() -> home.resolve(standard));
    }
}
