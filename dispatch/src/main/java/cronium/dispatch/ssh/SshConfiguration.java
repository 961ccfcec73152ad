package cronium.dispatch.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a file like {@code ~/.ssh/config} says of hosts, ssh_config(5): {@code HostName}, {@code User}, {@code Port}, {@code IdentityFile},
 * {@code CertificateFile}, {@code IdentityAgent}, {@code IdentitiesOnly}, {@code HostKeyAlias} and {@code ProxyJump}, in sections of {@code
 * Host} and of {@code Match} with {@code all}, {@code host}, {@code originalhost} and {@code user}, and in files that it includes. What
 * would have a host reached in a way that is not known here is refused; other keywords are passed over. Thread-safe.
 */
public final class SshConfiguration {
    private static final int MOST_JUMPS = 8;

    private final List<ConfigurationPart> parts;
    private final Usual usual;

    private SshConfiguration(List<ConfigurationPart> parts, Usual usual) {
        this.parts = List.copyOf(parts);
        this.usual = usual;
    }

    /**
     * What holds where nothing is said.
     *
     * @param user to log in as
     * @param login keys to use where none is named, and the secret that opens keys
     * @param home what {@code ~} is
     * @param environment where the socket of an agent may be named
     */
    public record Usual(String user, Login login, Path home, Map<String, String> environment) {
        public Usual {
            environment = Map.copyOf(environment);
        }

        /** Without the environment. */
        @Override
        public String toString() {
            return user + " with " + login + " from " + home;
        }
    }

    /**
     * Reads the file, if there is one, and those that it includes.
     *
     * @throws IOException when one cannot be read
     * @throws SshConfigurationException when a line of one cannot be understood
     */
    public static SshConfiguration read(Path file, Usual usual) throws IOException, SshConfigurationException {
        return new SshConfiguration(new ConfigurationFiles(usual.home()).read(file), usual);
    }

    /**
     * How to reach a host.
     *
     * @param alias the name that {@code Host} sections match, or an address
     * @param givenUser stronger than the file
     * @param givenPort stronger than the file
     * @throws SshConfigurationException when the file says something that cannot be, such as jump hosts in a circle
     */
    public HostSpec host(Optional<String> givenUser, String alias, OptionalInt givenPort)
            throws SshConfigurationException {
        return host(givenUser, alias, givenPort, 0);
    }

    private HostSpec host(Optional<String> givenUser, String alias, OptionalInt givenPort, int jumps)
            throws SshConfigurationException {
        if (jumps > MOST_JUMPS) {
            throw new SshConfigurationException(
                    "ProxyJump: expected at most " + MOST_JUMPS + " jump hosts to " + alias + ", found more");
        }
        ConfiguredHost said = ConfiguredHost.of(parts, alias, givenUser, usual.user());
        String user =
                givenUser.isPresent() ? givenUser.get() : said.value("user").orElse(usual.user());
        String name = said.value("hostname").orElse("%h").replace("%h", alias);
        int port = givenPort.isPresent() ? givenPort.getAsInt() : port(said);
        Paths paths = new Paths(usual, alias, name, user, port);
        Optional<String> chain = said.value("proxyjump");
        return new HostSpec(
                user,
                name,
                port,
                login(said, paths),
                said.value("hostkeyalias"),
                chain.isEmpty() ? Optional.empty() : jump(chain.get(), jumps));
    }

    private static int port(ConfiguredHost said) throws SshConfigurationException {
        Optional<ConfigurationLine> line = said.line("port");
        if (line.isEmpty()) {
            return HostSpec.USUAL_PORT;
        }
        String text = line.get().argument();
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65535) {
            throw line.get().fault("expected 1 to 65535, found " + text);
        }
        return port;
    }

    private Login login(ConfiguredHost said, Paths paths) throws SshConfigurationException {
        List<LoginKey> keys = new ArrayList<>();
        for (Path file : paths.all(said.lines("identityfile"))) {
            keys.add(new LoginKey.InFile(file));
        }
        Optional<ConfigurationLine> only = said.line("identitiesonly");
        return new Login(
                keys.isEmpty() ? usual.login().keys() : keys,
                paths.all(said.lines("certificatefile")),
                paths.agent(said),
                only.isPresent() && only.get().argument().equalsIgnoreCase("yes"),
                usual.login().passphrase());
    }

    /** The last of a chain is the one that the host is reached from; it is itself reached through those before. */
    private Optional<HostSpec> jump(String chain, int jumps) throws SshConfigurationException {
        Optional<HostSpec> through = Optional.empty();
        for (String each : chain.split(",", -1)) {
            JumpHost jump = JumpHost.parse(each.strip());
            HostSpec spec = host(jump.user(), jump.host(), jump.port(), jumps + 1);
            through = Optional.of(through.map(spec::through).orElse(spec));
        }
        return through;
    }

    /** Names of files, in which some letters after a percent sign stand for something. */
    private record Paths(Usual usual, String alias, String host, String user, int port) {
        List<Path> all(List<ConfigurationLine> lines) throws SshConfigurationException {
            List<Path> files = new ArrayList<>();
            for (ConfigurationLine line : lines) {
                if (!line.argument().equalsIgnoreCase("none")) {
                    files.add(path(line, line.argument()));
                }
            }
            return files;
        }

        /** Named, or in a variable that is named. */
        Optional<Path> agent(ConfiguredHost said) throws SshConfigurationException {
            Optional<ConfigurationLine> line = said.line("identityagent");
            Optional<String> text = said.value("identityagent");
            if (line.isEmpty() || text.isEmpty()) {
                return Optional.empty();
            }
            boolean isNamed = text.get().equals("SSH_AUTH_SOCK");
            if (!isNamed && !text.get().startsWith("$")) {
                return Optional.of(path(line.get(), text.get()));
            }
            String variable = isNamed ? text.get() : text.get().substring(1).replaceAll("[{}]", "");
            String socket = usual.environment().getOrDefault(variable, "");
            if (socket.isEmpty()) {
                throw line.get().fault("expected the socket of an agent in " + variable + ", found it not set");
            }
            return Optional.of(Path.of(socket));
        }

        private Path path(ConfigurationLine line, String text) throws SshConfigurationException {
            StringBuilder path = new StringBuilder();
            boolean isAfterPercent = false;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (isAfterPercent) {
                    path.append(meaning(line, c));
                } else if (c != '%') {
                    path.append(c);
                }
                isAfterPercent = c == '%' && !isAfterPercent;
            }
            if (isAfterPercent) {
                throw line.fault("expected a letter after the last %, found none");
            }
            String expanded = path.toString();
            return expanded.startsWith("~/")
                    ? usual.home().resolve(expanded.substring(2))
                    : usual.home().resolve(".ssh").resolve(expanded);
        }

        private String meaning(ConfigurationLine line, char letter) throws SshConfigurationException {
            return switch (letter) {
                case '%' -> "%";
                case 'd' -> usual.home().toString();
                case 'h' -> host;
                case 'n' -> alias;
                case 'p' -> Integer.toString(port);
                case 'r' -> user;
                default -> throw line.fault("expected %%, %d, %h, %n, %p or %r, found %" + letter);
            };
        }
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
