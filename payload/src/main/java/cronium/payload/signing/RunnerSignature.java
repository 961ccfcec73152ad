package cronium.payload.signing;

import java.io.IOException;
import java.time.Instant;

/** Decides who signed a file of the store of runners, and whether that key may. */
public final class RunnerSignature {
    private RunnerSignature() {}

    /**
     * Checks a detached signature against every trusted key.
     *
     * @param file any file of the store, or a document that stands for it
     * @param signature as {@link SignatureCheck#verify(PayloadFile, byte[], TrustStore, Instant)} takes it
     * @param now when the key must not have expired
     * @return the key's name
     * @throws SignatureException {@code signature.too-large}, {@code signature.malformed}, {@code trust.empty},
     *     {@code payload.too-large-for-key}, {@code signature.revoked}, {@code signature.untrusted}, {@code policy.expired} or
     *     {@code policy.runner-not-allowed}
     */
    public static String verify(PayloadFile file, byte[] signature, TrustStore trust, Instant now)
            throws IOException, SignatureException {
        TrustedKey key = KeyChoice.signer(file, trust, SignatureCheck.match(file, signature));
        PolicyCheck.checkRunner(file, key, now);
        return key.name();
    }
}
