package cronium.payload.signing;

import cronium.payload.signing.Json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** A file with a private key: only its owner may have it, and its bytes are wiped where they were read. */
final class PrivateKeyFile {
    private static final int MAX_FILE_BYTES = 16 << 10;
    private static final int OTHERS = 077;

    private PrivateKeyFile() {}

    /** The PKCS#8 bytes, the caller's to wipe. */
    static byte[] read(Path file, PassphraseSource source) throws IOException, SignatureException {
        byte[] content = content(file);
        try {
            Optional<byte[]> plain = Pem.decode(Pem.PRIVATE_KEY, content);
            if (plain.isPresent()) {
                return plain.get();
            }
            byte[] json = EncryptedKey.json(content)
                    .orElseThrow(() -> malformed(
                            file, "found something else; openssl pkcs8 -topk8 -nocrypt turns other forms into it"));
            return decrypt(file, json, source);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    static SignatureException malformed(Path file, String found) {
        return new SignatureException(
                SignatureFault.KEY_MALFORMED,
                "signing key " + file
                        + ": expected one P-256 or Ed25519 private key as PKCS#8 PEM (BEGIN PRIVATE KEY) or encrypted"
                        + " by cosign (BEGIN " + EncryptedKey.LABEL + "), " + found);
    }

    /** Writes a new file with mode 0600 and waits until it is on disk. */
    static void write(Path file, String pem) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(pem.getBytes(StandardCharsets.US_ASCII));
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static byte[] decrypt(Path file, byte[] json, PassphraseSource source)
            throws IOException, SignatureException {
        try (Passphrase passphrase = source.read()) {
            return EncryptedKey.decrypt(json, passphrase.bytes())
                    .orElseThrow(() -> new SignatureException(
                            SignatureFault.KEY_WRONG_PASSPHRASE,
                            "signing key " + file
                                    + ": expected its passphrase, found another (or the file is damaged)"));
        } catch (JsonException e) {
            throw malformed(file, "found " + e.found());
        }
    }

    private static byte[] content(Path file) throws IOException, SignatureException {
        try {
            checkRights(file);
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                return in.readNBytes(MAX_FILE_BYTES);
            }
        } catch (NoSuchFileException e) {
            throw new SignatureException(
                    SignatureFault.KEY_NOT_FOUND, "signing key " + file + ": expected a file, found nothing", e);
        } catch (AccessDeniedException e) {
            throw new SignatureException(
                    SignatureFault.KEY_NOT_FOUND,
                    "signing key " + file + ": expected a file that this user may read, found one that it may not",
                    e);
        }
    }

    private static void checkRights(Path file) throws IOException, SignatureException {
        FileRights rights = FileRights.of(file);
        if (!rights.isRegularFile()) {
            throw malformed(file, "found " + rights.kind());
        }
        if (rights.grants(OTHERS)) {
            throw new SignatureException(
                    SignatureFault.KEY_EXPOSED,
                    "signing key " + file + ": expected mode 600, found " + rights.mode()
                            + ", which lets others at it; if nobody had it, chmod 600, else make a new key");
        }
    }
}
