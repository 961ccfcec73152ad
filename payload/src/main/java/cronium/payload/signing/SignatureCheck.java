package cronium.payload.signing;

import cronium.payload.PayloadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

/** Decides whether a payload may be unpacked. Pure but for reading the signature file. */
public final class SignatureCheck {
    /** The most bytes that a signature file may have; 4 KiB, where about 97 are used. */
    public static final int MAX_SIGNATURE_BYTES = 4 << 10;

    static final SmallFile FILE = new SmallFile(
            "a signature",
            MAX_SIGNATURE_BYTES,
            SignatureFault.SIGNATURE_MISSING,
            SignatureFault.SIGNATURE_MALFORMED,
            SignatureFault.SIGNATURE_TOO_LARGE);

    private SignatureCheck() {}

    /**
     * Reads a signature file and checks it.
     *
     * @throws PayloadException also {@code signature.missing}
     * @see #verify(PayloadFile, byte[], TrustStore, Instant)
     */
    public static VerifiedPayload verify(PayloadFile payload, Path signature, TrustStore trust, Instant now)
            throws IOException, PayloadException {
        return verify(payload, FILE.read(payload, signature), trust, now);
    }

    /**
     * Checks a signature against every trusted key.
     *
     * @param signature base64 of a DER ECDSA signature over the payload's SHA-256, or of a pure Ed25519 signature of the
     *     payload; a newline after it or not
     * @param now when the key must not have expired
     * @throws PayloadException {@code signature.too-large}, {@code signature.malformed}, {@code trust.empty},
     *     {@code payload.too-large-for-key}, {@code signature.revoked}, {@code signature.untrusted}, {@code policy.*}, or
     *     what the archive or the manifest is refused for if the key's policy asks for a look at them
     */
    public static VerifiedPayload verify(PayloadFile payload, byte[] signature, TrustStore trust, Instant now)
            throws IOException, PayloadException {
        return KeyChoice.verify(payload, trust, now, match(payload, signature));
    }

    /** Which key made a signature; what is signed may also be a grant. */
    static KeyChoice.Match match(PayloadFile payload, byte[] signature) throws SignatureException {
        byte[] bytes = decode(payload, signature);
        return key -> key.algorithm().verifiesDetached(key.key(), payload, bytes);
    }

    /** Lets a payload through unchecked; only for an operator who asked for it in that very command. */
    public static VerifiedPayload allowUnsigned(PayloadFile payload) {
        return new VerifiedPayload(payload, new SignatureState.UnsignedAllowed());
    }

    /** The signature that a file holds, in whatever form one of the algorithms makes it. */
    static byte[] decode(PayloadFile payload, byte[] signature) throws SignatureException {
        FILE.checkSize(payload, signature);
        String text = new String(signature, StandardCharsets.ISO_8859_1);
        String base64 = text.endsWith("\r\n")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (base64.isEmpty()) {
            throw malformed(payload, "nothing");
        }
        byte[] bytes = StrictBase64.decode(base64).orElseThrow(() -> malformed(payload, "text that is not base64"));
        if (!KeyAlgorithm.isSignature(bytes)) {
            throw malformed(payload, "other bytes");
        }
        return bytes;
    }

    private static SignatureException malformed(PayloadFile payload, String found) {
        return new SignatureException(
                SignatureFault.SIGNATURE_MALFORMED,
                "signature of " + payload.name() + ": expected base64 of a DER ECDSA or an Ed25519 signature, found "
                        + found);
    }
}
