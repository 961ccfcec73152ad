package cronium.dispatch.ssh;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A host and how to log in there.
 *
 * @param user to log in as
 * @param host a name or an address
 * @param port 1 to 65535
 * @param hostKeyAlias the name in known_hosts, in place of the host's
 * @param jump the host to go through; itself perhaps behind another
 */
public record HostSpec(
        String user, String host, int port, Login login, Optional<String> hostKeyAlias, Optional<HostSpec> jump) {
    public static final int USUAL_PORT = 22;

    public HostSpec {
        if (user.isBlank() || host.isBlank() || host.startsWith("-")) {
            throw new IllegalArgumentException("expected a user and a host, found \"" + user + "@" + host + "\"");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("expected a port of 1 to 65535, found " + port);
        }
    }

    public static HostSpec of(String user, String host, Path identity) {
        return new HostSpec(
                user, host, USUAL_PORT, Login.with(new LoginKey.InFile(identity)), Optional.empty(), Optional.empty());
    }

    public HostSpec through(HostSpec other) {
        return new HostSpec(user, host, port, login, hostKeyAlias, Optional.of(other));
    }

    public HostSpec onPort(int other) {
        return new HostSpec(user, host, other, login, hostKeyAlias, jump);
    }

    public HostSpec loggingIn(Login other) {
        return new HostSpec(user, host, port, other, hostKeyAlias, jump);
    }

    public HostSpec knownBy(String alias) {
        return new HostSpec(user, host, port, login, Optional.of(alias), jump);
    }

    /** As known_hosts writes it. */
    public String knownAs() {
        return hostKeyAlias.orElse(port == USUAL_PORT ? host : "[" + host + "]:" + port);
    }

    /** As certificates have it: without the port. */
    String certifiedAs() {
        return hostKeyAlias.orElse(host);
    }

    /** For people: {@code user@host:port}. */
    @Override
    public String toString() {
        return user + "@" + host + (port == USUAL_PORT ? "" : ":" + port);
    }
}
