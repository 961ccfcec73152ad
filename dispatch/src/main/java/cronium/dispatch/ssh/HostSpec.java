package cronium.dispatch.ssh;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A host and how to log in there.
 *
 * @param user to log in as
 * @param host a name or an address
 * @param port 1 to 65535
 * @param identities private keys in files without a passphrase; a certificate stands beside its key, as {@code KEY-cert.pub}
 * @param agent the socket of an agent, asked first
 * @param hostKeyAlias the name in known_hosts, in place of the host's
 * @param jump the host to go through; itself perhaps behind another
 */
public record HostSpec(
        String user,
        String host,
        int port,
        List<Path> identities,
        Optional<Path> agent,
        Optional<String> hostKeyAlias,
        Optional<HostSpec> jump) {
    public static final int USUAL_PORT = 22;

    public HostSpec {
        if (user.isBlank() || host.isBlank() || host.startsWith("-")) {
            throw new IllegalArgumentException("expected a user and a host, found \"" + user + "@" + host + "\"");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("expected a port of 1 to 65535, found " + port);
        }
        identities = List.copyOf(identities);
    }

    public static HostSpec of(String user, String host, Path identity) {
        return new HostSpec(
                user, host, USUAL_PORT, List.of(identity), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public HostSpec through(HostSpec other) {
        return new HostSpec(user, host, port, identities, agent, hostKeyAlias, Optional.of(other));
    }

    public HostSpec onPort(int other) {
        return new HostSpec(user, host, other, identities, agent, hostKeyAlias, jump);
    }

    /** As known_hosts writes it. */
    public String knownAs() {
        return hostKeyAlias.orElse(port == USUAL_PORT ? host : "[" + host + "]:" + port);
    }

    /** For people: {@code user@host:port}. */
    @Override
    public String toString() {
        return user + "@" + host + (port == USUAL_PORT ? "" : ":" + port);
    }
}
