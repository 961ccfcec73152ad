package cronium.payload.signing;

import cronium.payload.PayloadException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks among the keys of a trust directory for the one that made a signature, and asks whether it may. */
final class KeyChoice {
    private KeyChoice() {}

    /** Whether a key made the signature. */
    interface Match {
        boolean of(TrustedKey key) throws IOException, SignatureException;
    }

    static VerifiedPayload verify(PayloadFile payload, TrustStore trust, Instant now, Match match)
            throws IOException, PayloadException {
        TrustedKey key = signer(payload, trust, match);
        PolicyCheck.check(payload, key, now);
        return new VerifiedPayload(payload, new SignatureState.Verified(key.name()));
    }

    /** Whose signature it is, without a look at its policy. */
    static TrustedKey signer(PayloadFile payload, TrustStore trust, Match match)
            throws IOException, SignatureException {
        Optional<TrustedKey> revoked = first(trust.revoked(), match);
        if (revoked.isPresent()) {
            throw new SignatureException(
                    SignatureFault.SIGNATURE_REVOKED,
                    payload.title() + ": expected a signature of a trusted key, found one of the key "
                            + revoked.get().name() + ", which is revoked");
        }
        if (trust.keys().isEmpty()) {
            throw new SignatureException(
                    SignatureFault.TRUST_EMPTY,
                    payload.title() + ": expected a trusted key NAME.pub in " + trust.source() + ", found none");
        }
        Optional<TrustedKey> trusted = first(trust.keys(), match);
        return trusted.orElseThrow(() -> new SignatureException(
                SignatureFault.SIGNATURE_UNTRUSTED,
                payload.title() + " (sha256 " + payload.sha256()
                        + "): expected a signature of a trusted key, found one of none of: "
                        + String.join(", ", trust.identities())));
    }

    private static Optional<TrustedKey> first(List<TrustedKey> keys, Match match)
            throws IOException, SignatureException {
        for (TrustedKey key : keys) {
            if (match.of(key)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }
}
