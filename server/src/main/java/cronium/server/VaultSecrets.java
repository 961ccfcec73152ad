package cronium.server;

import cronium.dispatch.ssh.KeySecrets;
import cronium.server.domain.HostLogin;
import cronium.server.execute.SecretSource;
import cronium.server.secrets.SecretException;
import cronium.server.secrets.SecretName;
import cronium.server.secrets.SecretVault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Secrets out of the vault: of scripts, and to log in on hosts with. No script gets one of the latter.
 *
 * @param all to log in on all hosts with
 * @param some whether a secret is one to log in on some host with
 */
record VaultSecrets(SecretVault vault, HostLogin all, Predicate<String> some) implements SecretSource, KeySecrets {
    @Override
    public byte[] read(List<String> names) throws IOException, MissingException {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        for (String name : names) {
            if (isToLogInWith(name)) {
                throw MissingException.withheld(name);
            }
            entries.writeBytes((name + "=").getBytes(StandardCharsets.US_ASCII));
            entries.writeBytes(value(name).orElseThrow(() -> new MissingException(name)));
            entries.write(0);
        }
        return entries.toByteArray();
    }

    private boolean isToLogInWith(String name) {
        return all.keySecret().filter(name::equals).isPresent()
                || all.passphraseSecret().filter(name::equals).isPresent()
                || some.test(name);
    }

    private Optional<byte[]> value(String name) throws IOException {
        try {
            return vault.get(new SecretName(name));
        } catch (SecretException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public byte[] open(String name) throws UnavailableException {
        try {
            return vault.get(new SecretName(name))
                    .orElseThrow(() -> new UnavailableException("expected a secret " + name
                            + " to log in with, found none of that name; set it with cronium secret set " + name));
        } catch (SecretException e) {
            throw new UnavailableException(String.valueOf(e.getMessage()));
        }
    }
}
