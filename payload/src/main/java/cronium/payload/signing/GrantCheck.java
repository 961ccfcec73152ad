package cronium.payload.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Decides whether a grant allows this run. Pure but for reading files. */
public final class GrantCheck {
    private static final SmallFile FILE = new SmallFile(
            "a grant",
            GrantDocument.MAX_BYTES,
            SignatureFault.GRANT_MISSING,
            SignatureFault.GRANT_MALFORMED,
            SignatureFault.GRANT_TOO_LARGE);

    private GrantCheck() {}

    /**
     * Checks the grant beside a payload: {@code NAME.grant}, {@code NAME.grant.sig} and {@code NAME.grant.sigstore.json}, of which
     * there must be one; if both are there, both must be right.
     *
     * @param path the payload's own
     * @throws SignatureException also {@code grant.missing}, and {@code signature.missing} for the grant's own signature
     * @see #verify(PayloadFile, byte[], byte[], TrustStore, RunFacts)
     */
    public static VerifiedGrant verify(PayloadFile payload, Path path, TrustStore trust, RunFacts run)
            throws IOException, SignatureException {
        Path file = sibling(path, ".grant");
        byte[] grant = FILE.read(payload, file);
        PayloadFile document = document(payload, grant);
        Path bundle = sibling(file, ".sigstore.json");
        Path signature = sibling(file, ".sig");
        if (Files.exists(bundle)) {
            byte[] content = BundleCheck.FILE.read(payload, bundle);
            TrustedKey signer = signer(document, trust, run, BundleCheck.match(document, content));
            if (!Files.exists(signature)) {
                return verified(payload, document, grant, signer, run);
            }
        }
        return verify(payload, grant, SignatureCheck.FILE.read(payload, signature), trust, run);
    }

    /**
     * Checks a grant: first who signed it, then what it says.
     *
     * @param grant the document
     * @param signature a detached one over the document, as over a payload
     * @throws SignatureException {@code grant.too-large}, what {@link SignatureCheck#verify} refuses a signature for (of the
     *     policies only {@code policy.expired}), {@code policy.grant-not-allowed}, {@code grant.malformed},
     *     {@code grant.other-payload}, {@code grant.other-execution}, {@code grant.other-host}, {@code grant.not-yet-valid} or
     *     {@code grant.expired}
     */
    public static VerifiedGrant verify(
            PayloadFile payload, byte[] grant, byte[] signature, TrustStore trust, RunFacts run)
            throws IOException, SignatureException {
        PayloadFile document = document(payload, grant);
        TrustedKey signer = signer(document, trust, run, SignatureCheck.match(document, signature));
        return verified(payload, document, grant, signer, run);
    }

    private static PayloadFile document(PayloadFile payload, byte[] grant) throws SignatureException {
        FILE.checkSize(payload, grant);
        return PayloadFile.of("grant of " + payload.name(), grant);
    }

    private static TrustedKey signer(PayloadFile document, TrustStore trust, RunFacts run, KeyChoice.Match match)
            throws IOException, SignatureException {
        TrustedKey signer = KeyChoice.signer(document, trust, match);
        PolicyCheck.checkGrant(document, signer, run.now());
        return signer;
    }

    private static VerifiedGrant verified(
            PayloadFile payload, PayloadFile document, byte[] grant, TrustedKey signer, RunFacts run)
            throws SignatureException {
        Grant parsed = GrantDocument.parse(grant, document.name());
        checkFits(parsed, payload, run);
        return new VerifiedGrant(parsed, document.sha256(), signer.name());
    }

    private static Path sibling(Path path, String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    private static void checkFits(Grant grant, PayloadFile payload, RunFacts run) throws SignatureException {
        if (!grant.payload().equals(payload.sha256())) {
            throw refused(SignatureFault.GRANT_OTHER_PAYLOAD, payload, "sha256 " + payload.sha256(), grant.payload());
        }
        if (!grant.executionId().equals(run.executionId())) {
            throw refused(
                    SignatureFault.GRANT_OTHER_EXECUTION,
                    payload,
                    "the execution " + run.executionId(),
                    "" + grant.executionId());
        }
        if (grant.hosts().stream().noneMatch(host -> host.equalsIgnoreCase(run.hostName()))) {
            throw refused(
                    SignatureFault.GRANT_OTHER_HOST,
                    payload,
                    "the host " + run.hostName(),
                    String.join(", ", grant.hosts()));
        }
        if (grant.notBefore().isPresent()
                && run.now().isBefore(grant.notBefore().get())) {
            throw refused(
                    SignatureFault.GRANT_NOT_YET_VALID,
                    payload,
                    "now, " + run.now(),
                    "not before " + grant.notBefore().get());
        }
        if (run.now().isAfter(grant.notAfter())) {
            throw refused(SignatureFault.GRANT_EXPIRED, payload, "now, " + run.now(), "not after " + grant.notAfter());
        }
    }

    private static SignatureException refused(
            SignatureFault fault, PayloadFile payload, String expected, String found) {
        return new SignatureException(
                fault, "grant of " + payload.name() + ": expected one for " + expected + ", found one for " + found);
    }
}
