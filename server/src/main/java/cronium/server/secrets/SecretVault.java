package cronium.server.secrets;

import cronium.server.domain.Bytes;
import cronium.server.domain.InvalidException;
import cronium.server.store.Page;
import cronium.server.store.Secrets;
import cronium.server.store.StoredSecret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The secrets of scripts. A value is sealed together with its name, so that a row cannot be passed off as another's. Thread-safe.
 */
public final class SecretVault {
    /** The longest value, in bytes. */
    public static final int MAX_BYTES = 32 << 10;

    private final VaultKey key;
    private final Secrets stored;
    private final InstantSource clock;

    public SecretVault(VaultKey key, Secrets stored, InstantSource clock) {
        this.key = key;
        this.stored = stored;
        this.clock = clock;
    }

    /**
     * Opens the vault with the key of the variable if that is given, else of the file, which is made if nothing was ever sealed.
     *
     * @throws SecretException if there are secrets but no key, or not the key that they were sealed with
     */
    public static SecretVault open(Path file, Optional<String> variable, Secrets stored, InstantSource clock)
            throws SecretException {
        Optional<String> sealed = anySealed(stored);
        VaultKey key = key(file, variable, sealed);
        SecretVault vault = new SecretVault(key, stored, clock);
        if (sealed.isPresent()) {
            vault.get(new SecretName(sealed.get()));
        }
        return vault;
    }

    private static VaultKey key(Path file, Optional<String> variable, Optional<String> sealed) throws SecretException {
        if (variable.isPresent()) {
            return VaultKey.ofVariable(variable.get());
        }
        Optional<VaultKey> found = VaultKey.read(file);
        if (found.isEmpty() && sealed.isPresent()) {
            throw new SecretException("expected the key of the secrets that are stored in " + file
                    + ", found no file; put it back, or give it in " + VaultKey.VARIABLE);
        }
        return found.isPresent() ? found.get() : VaultKey.create(file);
    }

    private static Optional<String> anySealed(Secrets stored) {
        try {
            return stored.list(Optional.empty(), 1).items().stream()
                    .map(StoredSecret::name)
                    .findFirst();
        } catch (InvalidException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Seals and stores a value, in place of the one that was there.
     *
     * @param value 1 to {@value #MAX_BYTES} bytes
     * @throws IllegalArgumentException if it is shorter or longer
     */
    public void put(SecretName name, byte[] value, String actor) {
        if (value.length < 1 || value.length > MAX_BYTES) {
            throw new IllegalArgumentException("expected 1 to " + MAX_BYTES + " bytes, found " + value.length);
        }
        try {
            stored.put(name.text(), Bytes.of(key.aead().encrypt(value, associated(name))), actor, clock.instant());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal with the key in " + key.place(), e);
        }
    }

    /**
     * Opens a value.
     *
     * @return empty if there is none of that name
     * @throws SecretException if it was sealed with another key, or is damaged
     */
    public Optional<byte[]> get(SecretName name) throws SecretException {
        Optional<Bytes> sealed = stored.get(name.text());
        if (sealed.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(key.aead().decrypt(sealed.get().toArray(), associated(name)));
        } catch (GeneralSecurityException e) {
            throw new SecretException("expected the secret " + name + " to open with the key in " + key.place()
                    + ", found that it does not: it was sealed with another key, or is damaged;"
                    + " put the other key back, or set the secret again");
        }
    }

    private static byte[] associated(SecretName name) {
        return name.text().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A page of names, sorted.
     *
     * @throws InvalidException naming {@code cursor}
     */
    public Page<StoredSecret> list(Optional<String> cursor, int limit) throws InvalidException {
        return stored.list(cursor, limit);
    }

    /** Forgets a secret; whether there was one. */
    public boolean delete(SecretName name, String actor) {
        return stored.delete(name.text(), actor, clock.instant());
    }
}
