package cronium.server;

import cronium.server.execute.SecretSource;
import cronium.server.secrets.SecretException;
import cronium.server.secrets.SecretName;
import cronium.server.secrets.SecretVault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A script's secrets out of the vault. */
record VaultSecrets(SecretVault vault) implements SecretSource {
    @Override
    public byte[] read(List<String> names) throws IOException, MissingException {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        for (String name : names) {
            entries.writeBytes((name + "=").getBytes(StandardCharsets.US_ASCII));
            entries.writeBytes(value(name).orElseThrow(() -> new MissingException(name)));
            entries.write(0);
        }
        return entries.toByteArray();
    }

    private Optional<byte[]> value(String name) throws IOException {
        try {
            return vault.get(new SecretName(name));
        } catch (SecretException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
