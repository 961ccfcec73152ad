package cronium.server.remote;

import cronium.dispatch.ssh.KnownHosts;
import cronium.dispatch.ssh.Login;
import cronium.dispatch.ssh.LoginKey;
import cronium.dispatch.ssh.SshConfiguration;
import cronium.server.domain.HostLogin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How this node logs in on hosts.
 *
 * @param configuration a file like {@code ~/.ssh/config}; it need not be there
 * @param knownHosts the keys of hosts, in OpenSSH's format; keys that are trusted by choice are written there
 * @param moreKnownHosts others that are read, such as the user's own
 * @param identity the key to log in with where nothing else is said
 * @param login secrets for all hosts: a key in place of that one, and what opens keys
 * @param user to log in as where nothing else is said
 * @param home what {@code ~} is
 * @param environment where the socket of an agent may be named
 */
public record SshSettings(
        Path configuration,
        Path knownHosts,
        List<Path> moreKnownHosts,
        Path identity,
        HostLogin login,
        String user,
        Path home,
        Map<String, String> environment) {
    public SshSettings {
        moreKnownHosts = List.copyOf(moreKnownHosts);
        environment = Map.copyOf(environment);
    }

    /** What holds where the configuration says nothing. */
    SshConfiguration.Usual usual() {
        LoginKey key =
                login.keySecret().<LoginKey>map(LoginKey.Stored::new).orElseGet(() -> new LoginKey.InFile(identity));
        return new SshConfiguration.Usual(
                user,
                new Login(List.of(key), List.of(), Optional.empty(), false, login.passphraseSecret()),
                home,
                environment);
    }

    /** Without the environment. */
    @Override
    public String toString() {
        return configuration + " and " + knownHosts + " for " + user;
    }

    /** Hosts whose keys are known, and no others. */
    KnownHosts strict() {
        List<Path> files = new ArrayList<>(moreKnownHosts);
        files.addFirst(knownHosts);
        return KnownHosts.strict(files);
    }

    /** Also hosts of which no key is known: the one that they show is known from then on. */
    KnownHosts trustingOnFirstUse() {
        return KnownHosts.trustingOnFirstUse(moreKnownHosts, knownHosts);
    }
}
