package cronium.payload.signing;

import java.io.IOException;

/** Looks among the trusted keys for the one that made a signature. */
final class KeyChoice {
    private KeyChoice() {}

    /** Whether a key made the signature. */
    interface Match {
        boolean of(TrustedKey key) throws IOException, SignatureException;
    }

    static VerifiedPayload verify(PayloadFile payload, TrustStore trust, Match match)
            throws IOException, SignatureException {
        if (trust.keys().isEmpty()) {
            throw new SignatureException(
                    SignatureFault.TRUST_EMPTY,
                    "payload " + payload.name() + ": expected a trusted key NAME.pub in " + trust.source()
                            + ", found none");
        }
        for (TrustedKey trusted : trust.keys()) {
            if (match.of(trusted)) {
                return new VerifiedPayload(payload, new SignatureState.Verified(trusted.name()));
            }
        }
        throw new SignatureException(
                SignatureFault.SIGNATURE_UNTRUSTED,
                "payload " + payload.name() + " (sha256 " + payload.sha256()
                        + "): expected a signature of a trusted key, found one of none of: "
                        + String.join(", ", trust.identities()));
    }
}
