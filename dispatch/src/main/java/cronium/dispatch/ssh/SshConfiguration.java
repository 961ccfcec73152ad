package cronium.dispatch.ssh;

import com.jcraft.jsch.ConfigRepository;
import com.jcraft.jsch.OpenSSHConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a file like {@code ~/.ssh/config} says of hosts, ssh_config(5): {@code HostName}, {@code User}, {@code Port}, {@code IdentityFile}, {@code
 * IdentityAgent}, {@code HostKeyAlias} and {@code ProxyJump} in {@code Host} sections. {@code Match} and {@code Include} are not known. Thread-safe.
 */
public final class SshConfiguration {
    private static final int MOST_JUMPS = 8;

    private final ConfigRepository entries;
    private final String user;
    private final List<Path> identities;
    private final Path home;

    private SshConfiguration(ConfigRepository entries, String user, List<Path> identities, Path home) {
        this.entries = entries;
        this.user = user;
        this.identities = identities;
        this.home = home;
    }

    /**
     * Reads the file, if there is one.
     *
     * @param user to log in as where nothing else is said
     * @param identities to use where none is said
     * @param home what {@code ~} is
     * @throws IOException when it cannot be read
     */
    public static SshConfiguration read(Path file, String user, List<Path> identities, Path home) throws IOException {
        ConfigRepository entries =
                Files.exists(file) ? OpenSSHConfig.parseFile(file.toString()) : OpenSSHConfig.parse("");
        return new SshConfiguration(entries, user, List.copyOf(identities), home);
    }

    /**
     * How to reach a host.
     *
     * @param alias the name that {@code Host} sections match, or an address
     * @param givenUser stronger than the file
     * @param givenPort stronger than the file
     * @throws IllegalArgumentException when the file says something that cannot be, such as jump hosts in a circle
     */
    public HostSpec host(Optional<String> givenUser, String alias, OptionalInt givenPort) {
        return host(givenUser, alias, givenPort, 0);
    }

    private HostSpec host(Optional<String> givenUser, String alias, OptionalInt givenPort, int jumps) {
        if (jumps > MOST_JUMPS) {
            throw new IllegalArgumentException(
                    "expected at most " + MOST_JUMPS + " jump hosts to " + alias + ", found more");
        }
        ConfigRepository.Config config = entries.getConfig(alias);
        int port = config.getPort() > 0 ? config.getPort() : HostSpec.USUAL_PORT;
        return new HostSpec(
                givenUser.or(() -> text(config.getUser())).orElse(user),
                text(config.getHostname())
                        .map(name -> name.replace("%h", alias))
                        .orElse(alias),
                givenPort.orElse(port),
                identityFiles(config),
                text(config.getValue("IdentityAgent"))
                        .filter(socket -> !socket.equals("none"))
                        .map(this::path),
                text(config.getValue("HostKeyAlias")),
                text(config.getValue("ProxyJump"))
                        .filter(jump -> !jump.equals("none"))
                        .map(chain -> jump(chain, jumps)));
    }

    /** The last of a chain is the one that the host is reached from; it is itself reached through those before. */
    private HostSpec jump(String chain, int jumps) {
        Optional<HostSpec> through = Optional.empty();
        for (String each : chain.split(",", -1)) {
            JumpHost jump = JumpHost.parse(each.strip());
            HostSpec spec = host(jump.user(), jump.host(), jump.port(), jumps + 1);
            through = Optional.of(through.map(spec::through).orElse(spec));
        }
        return through.orElseThrow();
    }

    private List<Path> identityFiles(ConfigRepository.Config config) {
        List<Path> files = new ArrayList<>();
        String @Nullable [] named = config.getValues("IdentityFile");
        if (named != null) {
            for (String each : named) {
                if (each != null && !each.equals("none")) {
                    files.add(path(each));
                }
            }
        }
        return files.isEmpty() ? identities : files;
    }

    private Path path(String text) {
        return text.startsWith("~/")
                ? home.resolve(text.substring(2))
                : home.resolve(".ssh").resolve(text);
    }

    private static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    /** As ProxyJump has them: {@code [user@]host[:port]}. */
    private record JumpHost(Optional<String> user, String host, OptionalInt port) {
        static JumpHost parse(String text) {
            int at = text.lastIndexOf('@');
            String rest = text.substring(at + 1);
            int colon = rest.startsWith("[") ? rest.indexOf("]:") + 1 : rest.lastIndexOf(':');
            boolean hasPort = colon > 0 && rest.substring(colon + 1).matches("[0-9]{1,5}");
            String host = hasPort ? rest.substring(0, colon) : rest;
            return new JumpHost(
                    at > 0 ? Optional.of(text.substring(0, at)) : Optional.empty(),
                    host.replace("[", "").replace("]", ""),
                    hasPort ? OptionalInt.of(Integer.parseInt(rest.substring(colon + 1))) : OptionalInt.empty());
        }
    }
}
