package cronium.payload.signing;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.EdDSAParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Keys and signatures of Ed25519 (RFC 8032), keys in the one DER form that openssl writes (RFC 8410); private ones
 * are read in version 2 too, which other programs write. Pure Ed25519
 * hashes the message twice, so the JDK holds all of it in memory; Ed25519ph, its pre-hashed variant, does not.
 */
final class Ed25519 {
    static final int SIGNATURE = 64;

    /** The longest message that is signed or checked as pure Ed25519, in bytes; 8 MiB. The JDK takes twice as much. */
    static final int MAX_PURE_BYTES = 8 << 20;

    private static final int KEY = 32;
    private static final int CHUNK = 64 << 10;

    /** SubjectPublicKeyInfo as far as the point. */
    private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    /** PrivateKeyInfo as far as the seed. */
    private static final byte[] PRIVATE_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

    /** The same in version 2, and what stands there between the seed and the public key (RFC 5958). */
    private static final byte[] PRIVATE_PREFIX_2 = HexFormat.of().parseHex("3051020101300506032b657004220420");

    private static final byte[] PRIVATE_MIDDLE_2 = HexFormat.of().parseHex("812100");

    /**
     * The y of all points of order 1, 2, 4 and 8, little-endian without the sign of x: such a key is the public key of everybody.
     * The last three are 0, 1 and -1 written too large.
     */
    private static final List<String> SMALL_ORDER = List.of(
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

    private Ed25519() {}

    static KeyPair generate() {
        return pair(new SecureRandom());
    }

    static byte[] encode(PublicKey key) {
        return key.getEncoded();
    }

    static byte[] encode(KeyPair pair) {
        return pair.getPrivate().getEncoded();
    }

    /** @throws InvalidKeySpecException if these are not the bytes of an Ed25519 public key that only one can have */
    static PublicKey decodePublic(byte[] der) throws InvalidKeySpecException {
        if (der.length != PUBLIC_PREFIX.length + KEY || !startsWith(der, PUBLIC_PREFIX)) {
            throw new InvalidKeySpecException("not an Ed25519 public key");
        }
        byte[] y = Arrays.copyOfRange(der, PUBLIC_PREFIX.length, der.length);
        y[KEY - 1] &= 0x7f;
        if (SMALL_ORDER.contains(HexFormat.of().formatHex(y)) || isTooLarge(y)) {
            throw new InvalidKeySpecException("not a point that a key can be");
        }
        try {
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
            // Only here does the JDK ask whether it is on the curve.
            signature(false).initVerify(key);
            return key;
        } catch (InvalidKeySpecException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new InvalidKeySpecException("not a point of the curve", e);
        }
    }

    /** @throws InvalidKeySpecException if these are not the bytes of an Ed25519 private key, its public key after it or not */
    static KeyPair decodePair(byte[] der) throws InvalidKeySpecException {
        boolean first = der.length == PRIVATE_PREFIX.length + KEY && startsWith(der, PRIVATE_PREFIX);
        int middle = PRIVATE_PREFIX_2.length + KEY;
        int point = middle + PRIVATE_MIDDLE_2.length;
        boolean second = der.length == point + KEY
                && startsWith(der, PRIVATE_PREFIX_2)
                && Arrays.equals(der, middle, point, PRIVATE_MIDDLE_2, 0, PRIVATE_MIDDLE_2.length);
        if (!first && !second) {
            throw new InvalidKeySpecException("not an Ed25519 private key");
        }
        byte[] seed = Arrays.copyOfRange(der, PRIVATE_PREFIX.length, PRIVATE_PREFIX.length + KEY);
        try {
            KeyPair pair = pair(new GivenBytes(seed));
            byte[] probe = new byte[KEY];
            if (!verify(pair.getPublic(), probe, sign(pair.getPrivate(), probe))) {
                throw new IllegalStateException("this Java derives another public key");
            }
            byte[] encoded = encode(pair.getPublic());
            if (second
                    && !Arrays.equals(
                            der, point, der.length, encoded, PUBLIC_PREFIX.length, PUBLIC_PREFIX.length + KEY)) {
                throw new InvalidKeySpecException("its public key is of another private key");
            }
            return pair;
        } catch (GeneralSecurityException e) {
            throw e instanceof InvalidKeySpecException known
                    ? known
                    : new InvalidKeySpecException("it does not sign", e);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** Pure Ed25519, as {@code openssl pkeyutl -sign -rawin} does it; for at most {@link #MAX_PURE_BYTES}. */
    static byte[] signPure(PrivateKey key, PayloadFile payload) throws IOException {
        return sign(key, payload, false);
    }

    /** Ed25519ph (RFC 8032, 5.1) without a context; for payloads of any size. */
    static byte[] signPrehashed(PrivateKey key, PayloadFile payload) throws IOException {
        return sign(key, payload, true);
    }

    static boolean verifyPure(PublicKey key, PayloadFile payload, byte[] bytes) throws IOException {
        return verify(key, payload, bytes, false);
    }

    static boolean verifyPrehashed(PublicKey key, PayloadFile payload, byte[] bytes) throws IOException {
        return verify(key, payload, bytes, true);
    }

    private static byte[] sign(PrivateKey key, PayloadFile payload, boolean prehashed) throws IOException {
        try {
            Signature signature = signature(prehashed);
            signature.initSign(key);
            update(signature, payload);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key does not sign", e);
        }
    }

    private static boolean verify(PublicKey key, PayloadFile payload, byte[] bytes, boolean prehashed)
            throws IOException {
        if (bytes.length != SIGNATURE) {
            return false;
        }
        try {
            Signature signature = signature(prehashed);
            signature.initVerify(key);
            update(signature, payload);
            return signature.verify(bytes);
        } catch (java.security.SignatureException e) {
            // No point, or a number that is not reduced: not what the key's owner makes.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("only Ed25519 keys come here", e);
        }
    }

    private static byte[] sign(PrivateKey key, byte[] message) throws GeneralSecurityException {
        Signature signature = signature(false);
        signature.initSign(key);
        signature.update(message);
        return signature.sign();
    }

    private static boolean verify(PublicKey key, byte[] message, byte[] bytes) throws GeneralSecurityException {
        Signature signature = signature(false);
        signature.initVerify(key);
        signature.update(message);
        return signature.verify(bytes);
    }

    private static Signature signature(boolean prehashed) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.setParameter(new EdDSAParameterSpec(prehashed));
        return signature;
    }

    private static void update(Signature signature, PayloadFile payload) throws IOException, GeneralSecurityException {
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = payload.open()) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                signature.update(chunk, 0, count);
            }
        }
    }

    private static KeyPair pair(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java makes no Ed25519 keys", e);
        }
    }

    /** 2^255 - 19 and above. */
    private static boolean isTooLarge(byte[] y) {
        if ((y[0] & 0xff) < 0xed || y[KEY - 1] != 0x7f) {
            return false;
        }
        for (int i = 1; i < KEY - 1; i++) {
            if (y[i] != (byte) 0xff) {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** The JDK has no other way from a seed to its public key than to be the randomness of a new key. */
    private static final class GivenBytes extends SecureRandom {
        private final transient byte[] given;

        GivenBytes(byte[] given) {
            this.given = given;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length != given.length) {
                throw new IllegalStateException("this Java asks for other seeds");
            }
            System.arraycopy(given, 0, bytes, 0, given.length);
        }
    }
}
