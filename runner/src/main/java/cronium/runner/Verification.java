package cronium.runner;

import cronium.payload.PayloadException;
import cronium.payload.signing.BundleCheck;
import cronium.payload.signing.DigestFile;
import cronium.payload.signing.PayloadFile;
import cronium.payload.signing.SignatureCheck;
import cronium.payload.signing.TrustStore;
import cronium.payload.signing.VerifiedPayload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a payload is verified: by {@code PAYLOAD.sig}, or by {@code PAYLOAD.sigstore.json} where there is no such file; and by
 * {@code PAYLOAD.sha256} too, where there is one.
 *
 * @param signature to be used instead; a Sigstore bundle if its name ends with {@code .sigstore.json}
 */
record Verification(Path trust, Optional<Path> signature) {
    private static final String BUNDLE = ".sigstore.json";

    VerifiedPayload check(PayloadFile file, Path payload) throws IOException, PayloadException {
        Path digest = beside(payload, ".sha256");
        if (Files.exists(digest)) {
            DigestFile.check(file, digest, payload.getFileName().toString());
        }
        Path chosen = signature.orElseGet(() -> standardSignature(payload));
        TrustStore keys = TrustStore.read(trust);
        return chosen.toString().endsWith(BUNDLE)
                ? BundleCheck.verify(file, chosen, keys)
                : SignatureCheck.verify(file, chosen, keys);
    }

    private static Path standardSignature(Path payload) {
        Path plain = beside(payload, ".sig");
        Path bundle = beside(payload, BUNDLE);
        return Files.notExists(plain) && Files.exists(bundle) ? bundle : plain;
    }

    private static Path beside(Path payload, String suffix) {
        return Path.of(payload + suffix);
    }
}
