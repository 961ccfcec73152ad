package cronium.payload.signing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** Decides whether a payload may be unpacked. Pure but for reading the signature file. */
public final class SignatureCheck {
    /** The most bytes that a signature file may have; 4 KiB, where about 97 are used. */
    public static final int MAX_SIGNATURE_BYTES = 4 << 10;

    private static final SmallFile FILE = new SmallFile(
            "a signature",
            MAX_SIGNATURE_BYTES,
            SignatureFault.SIGNATURE_MISSING,
            SignatureFault.SIGNATURE_MALFORMED,
            SignatureFault.SIGNATURE_TOO_LARGE);

    private SignatureCheck() {}

    /**
     * Reads a signature file and checks it.
     *
     * @throws SignatureException also {@code signature.missing}
     * @see #verify(PayloadFile, byte[], TrustStore)
     */
    public static VerifiedPayload verify(PayloadFile payload, Path signature, TrustStore trust)
            throws IOException, SignatureException {
        return verify(payload, FILE.read(payload, signature), trust);
    }

    /**
     * Checks a signature against every trusted key.
     *
     * @param signature base64 of a DER ECDSA signature over the payload's SHA-256, or of a pure Ed25519 signature of the
     *     payload; a newline after it or not
     * @throws SignatureException {@code signature.too-large}, {@code signature.malformed}, {@code trust.empty},
     *     {@code payload.too-large-for-key} or {@code signature.untrusted}
     */
    public static VerifiedPayload verify(PayloadFile payload, byte[] signature, TrustStore trust)
            throws IOException, SignatureException {
        byte[] bytes = decode(payload, signature);
        if (trust.keys().isEmpty()) {
            throw new SignatureException(
                    SignatureFault.TRUST_EMPTY,
                    "payload " + payload.name() + ": expected a trusted key NAME.pub in " + trust.source()
                            + ", found none");
        }
        for (TrustedKey trusted : trust.keys()) {
            if (trusted.algorithm().verifiesDetached(trusted.key(), payload, bytes)) {
                return new VerifiedPayload(payload, new SignatureState.Verified(trusted.name()));
            }
        }
        throw new SignatureException(
                SignatureFault.SIGNATURE_UNTRUSTED,
                "payload " + payload.name() + " (sha256 " + payload.sha256()
                        + "): expected a signature of a trusted key, found one of none of: "
                        + String.join(", ", trust.identities()));
    }

    /** Lets a payload through unchecked; only for an operator who asked for it in that very command. */
    public static VerifiedPayload allowUnsigned(PayloadFile payload) {
        return new VerifiedPayload(payload, new SignatureState.UnsignedAllowed());
    }

    private static byte[] decode(PayloadFile payload, byte[] signature) throws SignatureException {
        FILE.checkSize(payload, signature);
        String text = new String(signature, StandardCharsets.ISO_8859_1);
        String base64 = text.endsWith("\r\n")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (base64.isEmpty()) {
            throw malformed(payload, "nothing");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw malformed(payload, "characters that are not base64", e);
        }
        // The JDK ignores bits that the last character has too many: two files would be the same signature.
        if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
            throw malformed(payload, "base64 that no encoder writes");
        }
        if (!KeyAlgorithm.isSignature(bytes)) {
            throw malformed(payload, "other bytes");
        }
        return bytes;
    }

    private static SignatureException malformed(PayloadFile payload, String found) {
        return new SignatureException(SignatureFault.SIGNATURE_MALFORMED, malformedMessage(payload, found));
    }

    private static SignatureException malformed(PayloadFile payload, String found, Exception cause) {
        return new SignatureException(SignatureFault.SIGNATURE_MALFORMED, malformedMessage(payload, found), cause);
    }

    private static String malformedMessage(PayloadFile payload, String found) {
        return "signature of " + payload.name() + ": expected base64 of a DER ECDSA or an Ed25519 signature, found "
                + found;
    }
}
