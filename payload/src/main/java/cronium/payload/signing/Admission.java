package cronium.payload.signing;

import cronium.payload.PayloadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Decides by all that stands beside a payload whether it may be unpacked: a digest file must be right if there is one, and there
 * must be a signature or a bundle; if both are there, both must be right.
 */
public final class Admission {
    private final Path trustDirectory;
    private final TrustMode mode;
    private final InstantSource clock;

    /**
     * A way to admit payloads.
     *
     * @param trustDirectory read anew for every payload
     * @param clock tells when keys have expired
     */
    public Admission(Path trustDirectory, TrustMode mode, InstantSource clock) {
        this.trustDirectory = trustDirectory;
        this.mode = mode;
        this.clock = clock;
    }

    /**
     * Checks a payload by the files beside it: {@code NAME.sha256}, {@code NAME.sig} and {@code NAME.sigstore.json}.
     *
     * @param path the payload's own; only its name and place count, its bytes are those of {@code payload}
     * @throws PayloadException unless the mode is {@link TrustMode#WARN}: what {@link TrustStore#read}, {@link DigestFile#check},
     *     {@link SignatureCheck#verify} and {@link BundleCheck#verify} throw
     */
    public VerifiedPayload admit(PayloadFile payload, Path path) throws IOException, PayloadException {
        return judged(payload, () -> beside(payload, path));
    }

    /**
     * Checks a payload by one file that somebody named.
     *
     * @param evidence a bundle if its name ends with {@code .json}, else a signature
     * @throws PayloadException likewise
     */
    public VerifiedPayload admitBy(PayloadFile payload, Path evidence) throws IOException, PayloadException {
        return judged(payload, () -> {
            TrustStore trust = TrustStore.read(trustDirectory);
            return evidence.toString().endsWith(".json")
                    ? BundleCheck.verify(payload, evidence, trust, clock.instant())
                    : SignatureCheck.verify(payload, evidence, trust, clock.instant());
        });
    }

    private interface Check {
        VerifiedPayload make() throws IOException, PayloadException;
    }

    private VerifiedPayload judged(PayloadFile payload, Check check) throws IOException, PayloadException {
        try {
            return check.make();
        } catch (PayloadException e) {
            if (mode == TrustMode.ENFORCE) {
                throw e;
            }
            return new VerifiedPayload(payload, new SignatureState.Refused(e.code(), e.getMessage()));
        }
    }

    private VerifiedPayload beside(PayloadFile payload, Path path) throws IOException, PayloadException {
        Path digest = sibling(path, ".sha256");
        if (Files.exists(digest)) {
            DigestFile.check(payload, digest, String.valueOf(path.getFileName()));
        }
        TrustStore trust = TrustStore.read(trustDirectory);
        Path bundle = sibling(path, ".sigstore.json");
        Optional<VerifiedPayload> bundled = Files.exists(bundle)
                ? Optional.of(BundleCheck.verify(payload, bundle, trust, clock.instant()))
                : Optional.empty();
        Path signature = sibling(path, ".sig");
        if (bundled.isPresent() && !Files.exists(signature)) {
            return bundled.get();
        }
        return SignatureCheck.verify(payload, signature, trust, clock.instant());
    }

    private static Path sibling(Path path, String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }
}
