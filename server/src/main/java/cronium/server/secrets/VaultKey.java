package cronium.server.secrets;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What seals and opens secrets: a Tink keyset in JSON, AES-256-GCM. It may have several keys; the primary one seals, each opens.
 *
 * @param place where it came from, for messages
 */
public record VaultKey(Aead aead, String place) {
    public static final String VARIABLE = "CRONIUM_SECRETS_KEY";
    private static final int MAX_BYTES = 64 << 10;

    /** The key in the environment's variable. */
    public static VaultKey ofVariable(String json) throws SecretException {
        return parse(json, "the environment variable " + VARIABLE);
    }

    /**
     * The key in the file, if that is there.
     *
     * @throws SecretException if others than the owner may read it, or it is no keyset
     */
    public static Optional<VaultKey> read(Path file) throws SecretException {
        try {
            Set<PosixFilePermission> others = EnumSet.noneOf(PosixFilePermission.class);
            others.addAll(Files.getPosixFilePermissions(file));
            others.remove(PosixFilePermission.OWNER_READ);
            others.remove(PosixFilePermission.OWNER_WRITE);
            if (!others.isEmpty()) {
                throw new SecretException("expected " + file + " to be readable by its owner only, found "
                        + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + "; chmod 600 " + file);
            }
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                throw new SecretException(
                        "expected a keyset of at most " + MAX_BYTES + " bytes in " + file + ", found " + size);
            }
            return Optional.of(parse(Files.readString(file), file.toString()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new SecretException("expected to read " + file + ", found " + e.getMessage(), e);
        }
    }

    /**
     * Makes a key and writes it to a file that must not be there yet, for its owner only. It is on disk when this returns; if
     * another process made one in the meantime, that one is taken.
     */
    public static VaultKey create(Path file) throws SecretException {
        try {
            String json = TinkJsonProtoKeysetFormat.serializeKeyset(
                    generate(), RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
            Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "secrets", ".new");
            try {
                try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                    ByteBuffer bytes = StandardCharsets.UTF_8.encode(json);
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                    channel.force(true);
                }
                // A link, not a rename: it fails where a file is, so that no key is ever replaced.
                Files.createLink(file, fresh);
            } finally {
                Files.deleteIfExists(fresh);
            }
            return parse(json, file.toString());
        } catch (FileAlreadyExistsException e) {
            return read(file).orElseThrow(() -> new SecretException("expected " + file + ", found it removed"));
        } catch (GeneralSecurityException | IOException e) {
            throw new SecretException("expected to write a new key to " + file + ", found " + e.getMessage(), e);
        }
    }

    private static KeysetHandle generate() throws GeneralSecurityException {
        AeadConfig.register();
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId()
                        .makePrimary())
                .build();
    }

    private static VaultKey parse(String json, String place) throws SecretException {
        try {
            // Makes AEAD known to Tink's registry, which is one for the process; again changes nothing.
            AeadConfig.register();
            KeysetHandle keys = TinkJsonProtoKeysetFormat.parseKeyset(
                    json, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
            return new VaultKey(keys.getPrimitive(RegistryConfiguration.get(), Aead.class), place);
        } catch (GeneralSecurityException e) {
            // Neither its message nor its cause go on: they may have parts of the key.
            throw new SecretException("expected a Tink keyset for AEAD in " + place + ", found something else");
        }
    }
}
