package cronium.runner;

import cronium.payload.PayloadException;
import cronium.payload.signing.Admission;
import cronium.payload.signing.PayloadFile;
import cronium.payload.signing.TrustMode;
import cronium.payload.signing.VerifiedPayload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How a payload is verified.
 *
 * @param signature to be looked at instead of what stands beside the payload
 */
record Verification(Path trust, Optional<Path> signature, TrustMode mode) {

    VerifiedPayload check(PayloadFile file, Path payload, InstantSource clock) throws IOException, PayloadException {
        Admission admission = new Admission(trust, mode, clock);
        return signature.isPresent() ? admission.admitBy(file, signature.get()) : admission.admit(file, payload);
    }
}
