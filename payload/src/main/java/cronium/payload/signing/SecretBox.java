package cronium.payload.signing;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * NaCl's {@code crypto_secretbox} (XSalsa20 and Poly1305) and scrypt (RFC 7914), which the JDK does not have. The only class that
 * touches BouncyCastle: a program that reads no encrypted keys can do without that library.
 */
final class SecretBox {
    static final int KEY = 32;
    static final int NONCE = 24;
    static final int TAG = 16;

    private SecretBox() {}

    /** A key from a passphrase; takes {@code 128 * n * r} bytes of memory. */
    static byte[] scrypt(byte[] passphrase, byte[] salt, int n, int r, int p) {
        return SCrypt.generate(passphrase, salt, n, r, p, KEY);
    }

    /** The tag, then the encrypted bytes. */
    static byte[] seal(byte[] key, byte[] nonce, byte[] plain) {
        byte[] boxed = new byte[TAG + plain.length];
        XSalsa20Engine stream = stream(key, nonce);
        byte[] tagKey = tagKey(stream);
        stream.processBytes(plain, 0, plain.length, boxed, TAG);
        System.arraycopy(tag(tagKey, boxed), 0, boxed, 0, TAG);
        return boxed;
    }

    /** Empty if the key is another one or anything was changed. */
    static Optional<byte[]> open(byte[] key, byte[] nonce, byte[] boxed) {
        if (boxed.length < TAG) {
            return Optional.empty();
        }
        XSalsa20Engine stream = stream(key, nonce);
        byte[] tagKey = tagKey(stream);
        if (!MessageDigest.isEqual(tag(tagKey, boxed), Arrays.copyOf(boxed, TAG))) {
            return Optional.empty();
        }
        byte[] plain = new byte[boxed.length - TAG];
        stream.processBytes(boxed, TAG, plain.length, plain, 0);
        return Optional.of(plain);
    }

    private static XSalsa20Engine stream(byte[] key, byte[] nonce) {
        XSalsa20Engine stream = new XSalsa20Engine();
        stream.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
        return stream;
    }

    /** The stream's first bytes; the message is encrypted with those after them. */
    private static byte[] tagKey(XSalsa20Engine stream) {
        byte[] tagKey = new byte[KEY];
        stream.processBytes(tagKey, 0, KEY, tagKey, 0);
        return tagKey;
    }

    private static byte[] tag(byte[] tagKey, byte[] boxed) {
        Poly1305 poly1305 = new Poly1305();
        poly1305.init(new KeyParameter(tagKey));
        poly1305.update(boxed, TAG, boxed.length - TAG);
        byte[] tag = new byte[TAG];
        poly1305.doFinal(tag, 0);
        return tag;
    }
}
