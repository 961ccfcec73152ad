package cronium.payload.signing;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;

/** A private key that signs payloads. Thread-safe. */
public final class SigningKey {
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
     * @throws SignatureException {@code key.not-found} (also if it may not be read), {@code key.exposed} if its group or others
     *     have any right to it, {@code key.malformed} or {@code key.encrypted}
     */
    public static SigningKey read(Path file) throws IOException, SignatureException {
        return read(file, PassphraseSource.none());
    }

    /**
     * Reads a key that may be encrypted, as {@link #writeEncrypted} and {@code cosign generate-key-pair} make it.
     *
     * @param passphrase asked only if it is encrypted
     * @throws SignatureException as {@link #read(Path)}, {@code key.wrong-passphrase}, or what the source throws
     */
    public static SigningKey read(Path file, PassphraseSource passphrase) throws IOException, SignatureException {
        byte[] der = PrivateKeyFile.read(file, passphrase);
        KeyAlgorithm algorithm = KeyAlgorithm.ofPrivate(der);
        try {
            return new SigningKey(algorithm, algorithm.decodePair(der));
        } catch (InvalidKeySpecException e) {
            // Without the cause: a parser's message may quote what it parsed.
            throw PrivateKeyFile.malformed(
                    file,
                    "found another kind of key; openssl pkey -in OLD -out NEW writes a P-256 key with the public key that"
                            + " it needs");
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    /**
     * Writes a new PKCS#8 PEM file with mode 0600 and waits until it is on disk.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is one; it stays as it is
     */
    public void write(Path file) throws IOException {
        byte[] der = algorithm.encode(pair);
        try {
            PrivateKeyFile.write(file, Pem.encode(Pem.PRIVATE_KEY, der));
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    /**
     * Likewise, encrypted in cosign's own format.
     *
     * @throws SignatureException {@code passphrase.missing} if it is empty
     */
    public void writeEncrypted(Path file, Passphrase passphrase) throws IOException, SignatureException {
        if (passphrase.isEmpty()) {
            throw new SignatureException(
                    SignatureFault.PASSPHRASE_MISSING,
                    "passphrase for " + file + ": expected at least one character, found none");
        }
        byte[] der = algorithm.encode(pair);
        try {
            PrivateKeyFile.write(file, EncryptedKey.encrypt(der, passphrase.bytes(), new SecureRandom()));
        } finally {
            Arrays.fill(der, (byte) 0);
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
     * Whether this key made a detached signature of these very bytes.
     *
     * @param signature a file's content, as {@link SignatureCheck#verify(PayloadFile, byte[], TrustStore, java.time.Instant)} takes it; what
     *     is no signature was made by no key
     */
    public boolean hasSigned(PayloadFile payload, byte[] signature) throws IOException {
        try {
            return algorithm.verifiesDetached(pair.getPublic(), payload, SignatureCheck.decode(payload, signature));
        } catch (SignatureException e) {
            return false;
        }
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

    /** The public key's name in a Sigstore bundle: base64 of the SHA-256 of its DER form. */
    public String fingerprint() {
        return algorithm.fingerprint(pair.getPublic());
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
