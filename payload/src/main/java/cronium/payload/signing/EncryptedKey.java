package cronium.payload.signing;

import cronium.payload.signing.Json.JsonException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A private key at rest as cosign keeps it: PEM around JSON that names scrypt and NaCl's secretbox, with PKCS#8 inside. The
 * parameters come from the file, so what they may cost is bounded.
 */
final class EncryptedKey {
    static final String LABEL = "ENCRYPTED SIGSTORE PRIVATE KEY";

    /** What cosign 1 wrote; the same inside. */
    static final String OLD_LABEL = "ENCRYPTED COSIGN PRIVATE KEY";

    /** The most memory that scrypt may take, in bytes; 128 MiB, twice what cosign asks for. */
    static final long MAX_MEMORY = 128 << 20;

    private static final int MAX_PARALLEL = 8;
    private static final int N = 1 << 16;
    private static final int R = 8;
    private static final int P = 1;
    private static final int SALT = 32;
    private static final int MAX_SALT = 128;

    private EncryptedKey() {}

    /** The JSON, if the file is one block with either label. */
    static Optional<byte[]> json(byte[] file) {
        return Pem.decode(LABEL, file).or(() -> Pem.decode(OLD_LABEL, file));
    }

    /** A PEM block. */
    static String encrypt(byte[] pkcs8, byte[] passphrase, SecureRandom random) {
        byte[] salt = new byte[SALT];
        byte[] nonce = new byte[SecretBox.NONCE];
        random.nextBytes(salt);
        random.nextBytes(nonce);
        byte[] key = SecretBox.scrypt(passphrase, salt, N, R, P);
        try {
            String json = "{\"kdf\":{\"name\":\"scrypt\",\"params\":{\"N\":" + N + ",\"r\":" + R + ",\"p\":" + P
                    + "},\"salt\":\"" + StrictBase64.encode(salt)
                    + "\"},\"cipher\":{\"name\":\"nacl/secretbox\",\"nonce\":\"" + StrictBase64.encode(nonce)
                    + "\"},\"ciphertext\":\"" + StrictBase64.encode(SecretBox.seal(key, nonce, pkcs8)) + "\"}";
            return Pem.encode(LABEL, json.getBytes(StandardCharsets.US_ASCII));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /**
     * The PKCS#8 bytes, the caller's to wipe; empty if the passphrase is another one or the file was changed.
     *
     * @throws JsonException if it is not such a key, or asks for too much memory
     */
    static Optional<byte[]> decrypt(byte[] json, byte[] passphrase) throws JsonException {
        JsonFields root = Json.object(json);
        root.allowOnly(Set.of("kdf", "cipher", "ciphertext"));
        JsonFields kdf = root.object("kdf");
        kdf.allowOnly(Set.of("name", "params", "salt"));
        JsonFields cipher = root.object("cipher");
        cipher.allowOnly(Set.of("name", "nonce"));
        if (!kdf.text("name").equals("scrypt") || !cipher.text("name").equals("nacl/secretbox")) {
            throw new JsonException("another kind of encryption");
        }
        byte[] nonce = cipher.base64("nonce");
        byte[] boxed = root.base64("ciphertext");
        if (nonce.length != SecretBox.NONCE) {
            throw new JsonException("a nonce of " + nonce.length + " bytes");
        }
        byte[] key = derive(kdf, passphrase);
        try {
            return SecretBox.open(key, nonce, boxed);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] derive(JsonFields kdf, byte[] passphrase) throws JsonException {
        JsonFields params = kdf.object("params");
        params.allowOnly(Set.of("N", "r", "p"));
        int n = params.number("N");
        int r = params.number("r");
        int p = params.number("p");
        byte[] salt = kdf.base64("salt");
        boolean valid = n > 1 && Integer.bitCount(n) == 1 && r >= 1 && p >= 1;
        if (!valid || p > MAX_PARALLEL || 128L * n * r > MAX_MEMORY || salt.length > MAX_SALT) {
            throw new JsonException("scrypt parameters N=" + n + ", r=" + r + ", p=" + p
                    + " that are not allowed, or take more than " + (MAX_MEMORY >> 20) + " MiB");
        }
        if (r * 16 < 31 && n >= 1 << (16 * r)) {
            throw new JsonException("an scrypt parameter N that is too large for r (RFC 7914, 2)");
        }
        return SecretBox.scrypt(passphrase, salt, n, r, p);
    }
}
