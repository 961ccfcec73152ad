package cronium.payload.signing;

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
import java.security.KeyPair;
import java.security.spec.InvalidKeySpecException;
import java.util.Set;

/** A private key that signs payloads. Thread-safe. */
public final class SigningKey {
    private static final int MAX_FILE_BYTES = 16 << 10;
    private static final int OTHERS = 077;

    private final KeyAlgorithm algorithm;
    private final KeyPair pair;

    private SigningKey(KeyAlgorithm algorithm, KeyPair pair) {
        this.algorithm = algorithm;
        this.pair = pair;
    }

    /** A new P-256 key, from the system's randomness. */
    public static SigningKey generate() {
        return generate(KeyAlgorithm.P256);
    }

    /** A new key, from the system's randomness. */
    public static SigningKey generate(KeyAlgorithm algorithm) {
        return new SigningKey(algorithm, algorithm.generate());
    }

    /**
     * Reads an unencrypted PKCS#8 PEM file, as {@link #write} and {@code openssl genpkey} make it.
     *
     * @throws SignatureException {@code key.not-found} (also if it may not be read), {@code key.exposed} if its group or others have any right to it, or
     *     {@code key.malformed}
     */
    public static SigningKey read(Path file) throws IOException, SignatureException {
        byte[] content;
        try {
            checkRights(file);
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                content = in.readNBytes(MAX_FILE_BYTES);
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
        byte[] der = Pem.decode(Pem.PRIVATE_KEY, content)
                .orElseThrow(() -> malformed(
                        file, "found something else; openssl pkcs8 -topk8 -nocrypt turns other forms into it"));
        KeyAlgorithm algorithm = KeyAlgorithm.ofPrivate(der);
        try {
            return new SigningKey(algorithm, algorithm.decodePair(der));
        } catch (InvalidKeySpecException e) {
            // Without the cause: a parser's message may quote what it parsed.
            throw malformed(
                    file,
                    "found another kind of key; openssl pkey -in OLD -out NEW writes a P-256 key with the public key that it needs");
        }
    }

    private static SignatureException malformed(Path file, String found) {
        return new SignatureException(
                SignatureFault.KEY_MALFORMED,
                "signing key " + file
                        + ": expected one P-256 or Ed25519 private key as PKCS#8 PEM (BEGIN PRIVATE KEY), " + found);
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

    /**
     * Writes a new PKCS#8 PEM file with mode 0600 and waits until it is on disk.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is one; it stays as it is
     */
    public void write(Path file) throws IOException {
        String pem = Pem.encode(Pem.PRIVATE_KEY, algorithm.encode(pair));
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

    /**
     * What {@code cosign sign-blob --key} writes: base64 of a DER ECDSA signature over SHA-256, or of a pure Ed25519 signature;
     * no newline at the end.
     *
     * @throws SignatureException {@code payload.too-large-for-key} with an Ed25519 key above 8 MiB
     */
    public String sign(PayloadFile payload) throws IOException, SignatureException {
        return StrictBase64.encode(algorithm.signDetached(pair.getPrivate(), payload));
    }

    /**
     * A Sigstore bundle v0.3 as {@code cosign sign-blob --key --bundle} writes it; one line without a newline. Ed25519 keys sign
     * as Ed25519ph, payloads of any size.
     */
    public String signBundle(PayloadFile payload) throws IOException {
        byte[] signature = algorithm.signBundled(pair.getPrivate(), payload);
        return new SigstoreBundle(
                        algorithm.fingerprint(pair.getPublic()), payload.sha256(), StrictBase64.encode(signature))
                .json();
    }

    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    /** The public key as PEM (SubjectPublicKeyInfo), with a newline at the end; fit for a trust directory. */
    public String publicKeyPem() {
        return Pem.encode(Pem.PUBLIC_KEY, algorithm.encode(pair.getPublic()));
    }

    /** Nothing of the key itself. */
    @Override
    public String toString() {
        return algorithm.text() + " signing key";
    }
}
