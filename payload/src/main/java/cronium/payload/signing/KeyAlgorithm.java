package cronium.payload.signing;

import java.io.IOException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;

/** The kinds of keys that sign payloads. */
public enum KeyAlgorithm {
    /** ECDSA on the curve P-256 over SHA-256. */
    P256("P-256"),
    /** Pure Ed25519 in a detached signature, Ed25519ph in a bundle. */
    ED25519("Ed25519");

    private final String text;

    KeyAlgorithm(String text) {
        this.text = text;
    }

    /** Its name in commands and messages. */
    public String text() {
        return text;
    }

    KeyPair generate() {
        return switch (this) {
            case P256 -> NistP256.generate();
            case ED25519 -> Ed25519.generate();
        };
    }

    /** SubjectPublicKeyInfo. */
    byte[] encode(PublicKey key) {
        return switch (this) {
            case P256 -> NistP256.encode(key);
            case ED25519 -> Ed25519.encode(key);
        };
    }

    /** PKCS#8. */
    byte[] encode(KeyPair pair) {
        return switch (this) {
            case P256 -> NistP256.encode(pair);
            case ED25519 -> Ed25519.encode(pair);
        };
    }

    /** By its length; whether it is one is known once it was decoded. */
    static KeyAlgorithm ofPublic(byte[] der) {
        return der.length == 44 ? ED25519 : P256;
    }

    /** By its length; whether it is one is known once it was decoded. */
    static KeyAlgorithm ofPrivate(byte[] der) {
        return der.length == 48 || der.length == 83 ? ED25519 : P256;
    }

    PublicKey decodePublic(byte[] der) throws InvalidKeySpecException {
        return switch (this) {
            case P256 -> NistP256.decodePublic(der);
            case ED25519 -> Ed25519.decodePublic(der);
        };
    }

    KeyPair decodePair(byte[] der) throws InvalidKeySpecException {
        return switch (this) {
            case P256 -> NistP256.decodePair(der);
            case ED25519 -> Ed25519.decodePair(der);
        };
    }

    byte[] signDetached(PrivateKey key, PayloadFile payload) throws IOException, SignatureException {
        return switch (this) {
            case P256 -> NistP256.sign(key, payload.digest());
            case ED25519 -> {
                checkPureSize(payload);
                yield Ed25519.signPure(key, payload);
            }
        };
    }

    /** @throws SignatureException {@code payload.too-large-for-key} if only a bundle could say */
    boolean verifiesDetached(PublicKey key, PayloadFile payload, byte[] signature)
            throws IOException, SignatureException {
        return switch (this) {
            case P256 -> NistP256.verify(key, payload.digest(), signature);
            case ED25519 -> {
                if (signature.length != Ed25519.SIGNATURE) {
                    yield false;
                }
                checkPureSize(payload);
                yield Ed25519.verifyPure(key, payload, signature);
            }
        };
    }

    /** With Ed25519 the pre-hashed variant: that is what Sigstore's clients write into bundles. */
    byte[] signBundled(PrivateKey key, PayloadFile payload) throws IOException {
        return switch (this) {
            case P256 -> NistP256.sign(key, payload.digest());
            case ED25519 -> Ed25519.signPrehashed(key, payload);
        };
    }

    boolean verifiesBundled(PublicKey key, PayloadFile payload, byte[] signature) throws IOException {
        return switch (this) {
            case P256 -> NistP256.verify(key, payload.digest(), signature);
            case ED25519 -> Ed25519.verifyPrehashed(key, payload, signature);
        };
    }

    /** Base64 of the SHA-256 of the SubjectPublicKeyInfo, as cosign names keys. */
    String fingerprint(PublicKey key) {
        return StrictBase64.encode(Sha256.start().digest(encode(key)));
    }

    /** Whether it has the form of a signature of some key. */
    static boolean isSignature(byte[] signature) {
        return signature.length == Ed25519.SIGNATURE || EcdsaDer.isSignature(signature);
    }

    private static void checkPureSize(PayloadFile payload) throws SignatureException {
        if (payload.size() > Ed25519.MAX_PURE_BYTES) {
            throw new SignatureException(
                    SignatureFault.PAYLOAD_TOO_LARGE_FOR_KEY,
                    payload.title() + ": expected at most " + Ed25519.MAX_PURE_BYTES
                            + " bytes for a detached Ed25519 signature, found " + payload.size()
                            + "; use a bundle or a P-256 key");
        }
    }
}
