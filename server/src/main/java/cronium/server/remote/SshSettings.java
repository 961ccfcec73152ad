package cronium.server.remote;

import cronium.dispatch.ssh.KnownHosts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How this node logs in on hosts.
 *
 * @param configuration a file like {@code ~/.ssh/config}; it need not be there
 * @param knownHosts the keys of hosts, in OpenSSH's format; keys that are trusted by choice are written there
 * @param moreKnownHosts others that are read, such as the user's own
 * @param identity the key to log in with where nothing else is said
 * @param user to log in as where nothing else is said
 * @param home what {@code ~} is
 */
public record SshSettings(
        Path configuration, Path knownHosts, List<Path> moreKnownHosts, Path identity, String user, Path home) {
    public SshSettings {
        moreKnownHosts = List.copyOf(moreKnownHosts);
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
