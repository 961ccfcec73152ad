package cronium.payload.signing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Keys of the curve P-256 in the one DER form that openssl and cosign write: the public point uncompressed (RFC 5480), and
 * in a private key the public one too (RFC 5915), which the JDK would leave out and could not compute again.
 */
final class NistP256 {
    private static final int COORDINATE = 32;

    /** SubjectPublicKeyInfo as far as the coordinates. */
    private static final byte[] PUBLIC_PREFIX =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    /** The object identifier of the curve, 1.2.840.10045.3.1.7. */
    private static final byte[] CURVE = HexFormat.of().parseHex("06082a8648ce3d030107");

    /** PrivateKeyInfo as far as the secret number. */
    private static final byte[] PRIVATE_PREFIX =
            HexFormat.of().parseHex("308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420");

    /** What stands between the secret number and the coordinates. */
    private static final byte[] PRIVATE_MIDDLE = HexFormat.of().parseHex("a14403420004");

    private NistP256() {}

    static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java makes no P-256 keys", e);
        }
    }

    static byte[] encode(PublicKey key) {
        return join(PUBLIC_PREFIX, coordinates(key));
    }

    static byte[] encode(KeyPair pair) {
        byte[] secret = fixed(((ECPrivateKey) pair.getPrivate()).getS());
        return join(PRIVATE_PREFIX, secret, PRIVATE_MIDDLE, coordinates(pair.getPublic()));
    }

    /** @throws InvalidKeySpecException if these are not the bytes of a P-256 public key */
    static PublicKey decodePublic(byte[] der) throws InvalidKeySpecException {
        if (der.length != PUBLIC_PREFIX.length + 2 * COORDINATE || !startsWith(der, 0, PUBLIC_PREFIX)) {
            throw new InvalidKeySpecException("not an uncompressed P-256 public key");
        }
        ECPoint point =
                new ECPoint(coordinate(der, PUBLIC_PREFIX.length), coordinate(der, PUBLIC_PREFIX.length + COORDINATE));
        ECParameterSpec curve = curve();
        if (!isOn(curve.getCurve(), point)) {
            throw new InvalidKeySpecException("not a point of P-256");
        }
        return new P256PublicKey(der, point, curve);
    }

    private static BigInteger coordinate(byte[] bytes, int offset) {
        return new BigInteger(1, bytes, offset, COORDINATE);
    }

    /** @throws InvalidKeySpecException if these are not the bytes of a P-256 private key with its public key */
    static KeyPair decodePair(byte[] der) throws InvalidKeySpecException {
        int middle = PRIVATE_PREFIX.length + COORDINATE;
        int point = middle + PRIVATE_MIDDLE.length;
        if (der.length != point + 2 * COORDINATE
                || !startsWith(der, 0, PRIVATE_PREFIX)
                || !startsWith(der, middle, PRIVATE_MIDDLE)) {
            throw new InvalidKeySpecException("not a P-256 private key together with its public key");
        }
        PublicKey publicKey = decodePublic(join(PUBLIC_PREFIX, Arrays.copyOfRange(der, point, der.length)));
        PrivateKey privateKey = factory().generatePrivate(new PKCS8EncodedKeySpec(der));
        byte[] probe = new byte[COORDINATE];
        try {
            if (!verify(publicKey, probe, sign(privateKey, probe))) {
                throw new InvalidKeySpecException("its public key is of another private key");
            }
        } catch (IllegalStateException e) {
            throw new InvalidKeySpecException("it does not sign", e);
        }
        return new KeyPair(publicKey, privateKey);
    }

    /** ECDSA over a digest that is made already; DER. */
    static byte[] sign(PrivateKey key, byte[] digest) {
        try {
            Signature signature = Signature.getInstance("NONEwithECDSA");
            signature.initSign(key);
            signature.update(digest);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key does not sign", e);
        }
    }

    static boolean verify(PublicKey key, byte[] digest, byte[] signatureBytes) {
        if (!EcdsaDer.isSignature(signatureBytes)) {
            return false;
        }
        Optional<Boolean> first = key instanceof P256PublicKey known
                ? FirstChecks.verify(known, digest, EcdsaDer.numbers(signatureBytes))
                : Optional.empty();
        return first.orElseGet(() -> verifyByProvider(key, digest, signatureBytes));
    }

    /** Not the quickest way to one answer, but to many. */
    static boolean verifyByProvider(PublicKey key, byte[] digest, byte[] signatureBytes) {
        try {
            Signature signature = Signature.getInstance("NONEwithECDSA");
            signature.initVerify(key);
            signature.update(digest);
            return signature.verify(signatureBytes);
        } catch (java.security.SignatureException e) {
            // Numbers that are out of range: not what the key's owner makes.
            return false;
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("only P-256 keys come here", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java verifies no ECDSA", e);
        }
    }

    private static boolean isOn(EllipticCurve curve, ECPoint point) {
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
            return false;
        }
        BigInteger right = x.pow(2).add(curve.getA()).multiply(x).add(curve.getB());
        return y.pow(2).subtract(right).mod(p).signum() == 0;
    }

    private static byte[] coordinates(PublicKey key) {
        ECPublicKey point = (ECPublicKey) key;
        return join(fixed(point.getW().getAffineX()), fixed(point.getW().getAffineY()));
    }

    /** 32 bytes, big-endian. */
    static byte[] fixed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[COORDINATE];
        // One more byte than needed is the sign's.
        int count = Math.min(bytes.length, COORDINATE);
        System.arraycopy(bytes, bytes.length - count, fixed, COORDINATE - count, count);
        return fixed;
    }

    private static boolean startsWith(byte[] bytes, int offset, byte[] prefix) {
        return Arrays.equals(bytes, offset, offset + prefix.length, prefix, 0, prefix.length);
    }

    static byte[] join(byte[]... parts) {
        byte[] joined =
                new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }

    private static ECParameterSpec curve() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            // Not by its name: that would load what other kinds of keys need.
            parameters.init(CURVE);
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java has no P-256", e);
        }
    }

    private static KeyFactory factory() {
        try {
            return KeyFactory.getInstance("EC");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no elliptic curves", e);
        }
    }
}
