package cronium.server.domain;

import cronium.payload.manifest.EnvironmentName;
import java.util.Optional;

/**
 * The names of secrets to log in on a host with.
 *
 * @param keySecret the private key, in place of every other; empty where the configuration of SSH says which
 * @param passphraseSecret what opens a key that needs it
 */
public record HostLogin(Optional<String> keySecret, Optional<String> passphraseSecret) {
    /** No secret at all. */
    public static final HostLogin USUAL = new HostLogin(Optional.empty(), Optional.empty());

    /** @throws IllegalArgumentException if one is no name of a secret */
    public HostLogin {
        check(keySecret);
        check(passphraseSecret);
    }

    private static void check(Optional<String> name) {
        Optional<String> fault = name.flatMap(EnvironmentName::fault);
        if (fault.isPresent()) {
            throw new IllegalArgumentException(fault.get());
        }
    }
}
