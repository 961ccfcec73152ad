package cronium.payload.signing;

import java.io.IOException;
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
     * Checks the grant beside a payload: {@code NAME.grant} and {@code NAME.grant.sig}.
     *
     * @param path the payload's own
     * @throws SignatureException also {@code grant.missing}, and {@code signature.missing} for the grant's own signature
     * @see #verify(PayloadFile, byte[], byte[], TrustStore, RunFacts)
     */
    public static VerifiedGrant verify(PayloadFile payload, Path path, TrustStore trust, RunFacts run)
            throws IOException, SignatureException {
        Path file = path.resolveSibling(path.getFileName() + ".grant");
        byte[] grant = FILE.read(payload, file);
        byte[] signature = SignatureCheck.FILE.read(payload, file.resolveSibling(file.getFileName() + ".sig"));
        return verify(payload, grant, signature, trust, run);
    }

    /**
     * Checks a grant: first who signed it, then what it says.
     *
     * @param grant the document
     * @param signature a detached one over the document, as over a payload
     * @throws SignatureException {@code grant.too-large}, what {@link SignatureCheck#verify} refuses a signature for (of
     *     the policies only {@code policy.expired}), {@code policy.grant-not-allowed}, {@code grant.malformed},
     *     {@code grant.other-payload}, {@code grant.other-execution}, {@code grant.other-host}, {@code grant.not-yet-valid} or
     *     {@code grant.expired}
     */
    public static VerifiedGrant verify(
            PayloadFile payload, byte[] grant, byte[] signature, TrustStore trust, RunFacts run)
            throws IOException, SignatureException {
        FILE.checkSize(payload, grant);
        PayloadFile document = PayloadFile.of("grant of " + payload.name(), grant);
        byte[] bytes = SignatureCheck.decode(document, signature);
        TrustedKey key = KeyChoice.signer(
                document, trust, candidate -> candidate.algorithm().verifiesDetached(candidate.key(), document, bytes));
        PolicyCheck.checkGrant(document, key, run.now());
        Grant parsed = GrantDocument.parse(grant, document.name());
        checkFits(parsed, payload, run);
        return new VerifiedGrant(parsed, document.sha256(), key.name());
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
