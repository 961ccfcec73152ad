package cronium.dispatch.ssh;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * With what to log in: first those keys of the agent that are named here, then these keys themselves, then the agent's others.
 *
 * @param certificates of these keys or of the agent's, beside those that stand beside a key
 * @param agent the socket of an agent, which must be there
 * @param isOnlyThese whether the agent's other keys are left alone
 * @param passphrase what the secret is called that opens those of the keys that need one
 */
public record Login(
        List<LoginKey> keys,
        List<Path> certificates,
        Optional<Path> agent,
        boolean isOnlyThese,
        Optional<String> passphrase) {
    public Login {
        keys = List.copyOf(keys);
        certificates = List.copyOf(certificates);
    }

    /** With one key and nothing else. */
    public static Login with(LoginKey key) {
        return new Login(List.of(key), List.of(), Optional.empty(), true, Optional.empty());
    }

    /** With one key and nothing else, whatever was said before. */
    public Login onlyWith(LoginKey key) {
        return new Login(List.of(key), List.of(), Optional.empty(), true, passphrase);
    }

    public Login openedBy(String secret) {
        return new Login(keys, certificates, agent, isOnlyThese, Optional.of(secret));
    }
}
