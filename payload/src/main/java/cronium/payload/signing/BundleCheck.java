package cronium.payload.signing;

import cronium.payload.PayloadException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** Decides by its Sigstore bundle whether a payload may be unpacked. Pure but for reading the bundle's file. */
public final class BundleCheck {
    /** The most bytes that a bundle may have; 16 KiB, where about 400 are used. */
    public static final int MAX_BUNDLE_BYTES = 16 << 10;

    static final SmallFile FILE = new SmallFile(
            "a bundle",
            MAX_BUNDLE_BYTES,
            SignatureFault.BUNDLE_MISSING,
            SignatureFault.BUNDLE_MALFORMED,
            SignatureFault.BUNDLE_TOO_LARGE);

    private BundleCheck() {}

    /**
     * Reads a bundle and checks it.
     *
     * @throws PayloadException also {@code bundle.missing}
     * @see #verify(PayloadFile, byte[], TrustStore, Instant)
     */
    public static VerifiedPayload verify(PayloadFile payload, Path bundle, TrustStore trust, Instant now)
            throws IOException, PayloadException {
        return verify(payload, FILE.read(payload, bundle), trust, now);
    }

    /**
     * Checks a bundle against the trusted key that it names.
     *
     * @param bundle JSON of a Sigstore bundle v0.3 that was signed with a key: ECDSA P-256 over SHA-256, or Ed25519ph
     * @param now when the key must not have expired
     * @throws PayloadException {@code bundle.too-large}, {@code bundle.malformed}, {@code bundle.unknown-media-type},
     *     {@code bundle.unexpected-material}, {@code bundle.wrong-digest}, {@code trust.empty}, {@code signature.revoked},
     *     {@code signature.untrusted}, {@code policy.*}, or what the archive or the manifest is refused for if the key's
     *     policy asks for a look at them
     */
    public static VerifiedPayload verify(PayloadFile payload, byte[] bundle, TrustStore trust, Instant now)
            throws IOException, PayloadException {
        return KeyChoice.verify(payload, trust, now, match(payload, bundle));
    }

    /** Which key made a bundle; what is signed may also be a grant. */
    static KeyChoice.Match match(PayloadFile payload, byte[] bundle) throws SignatureException {
        FILE.checkSize(payload, bundle);
        SigstoreBundle parsed = SigstoreBundle.parse(bundle, payload.name());
        if (!parsed.sha256().equals(payload.sha256())) {
            throw new SignatureException(
                    SignatureFault.BUNDLE_WRONG_DIGEST,
                    "bundle of " + payload.name() + ": expected the payload's sha256 " + payload.sha256()
                            + ", found another");
        }
        byte[] signature = parsed.signatureBytes();
        if (!KeyAlgorithm.isSignature(signature)) {
            throw new SignatureException(
                    SignatureFault.BUNDLE_MALFORMED,
                    "bundle of " + payload.name()
                            + ": expected a DER ECDSA or an Ed25519 signature, found other bytes");
        }
        return key -> key.fingerprint().equals(parsed.hint())
                && key.algorithm().verifiesBundled(key.key(), payload, signature);
    }
}
