package cronium.releases;

import cronium.payload.PayloadException;
import cronium.payload.signing.Json.JsonException;
import cronium.payload.signing.PayloadFile;
import cronium.payload.signing.RunnerSignature;
import cronium.payload.signing.SignatureCheck;
import cronium.payload.signing.TrustStore;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Checks signatures and notes who made them. For one thread. */
final class Signatures {
    private final VersionFolder folder;
    private final Findings findings;
    private final TrustStore trust;
    private final Instant now;
    private final SortedSet<String> signers = new TreeSet<>();

    Signatures(VersionFolder folder, Findings findings, TrustStore trust, Instant now) {
        this.folder = folder;
        this.findings = findings;
        this.trust = trust;
        this.now = now;
    }

    /** Checks {@code NAME.sig}. */
    void check(String name, PayloadFile content) throws IOException {
        String signatureName = FileNames.signature(name);
        Optional<byte[]> signature = folder.read(signatureName, SignatureCheck.MAX_SIGNATURE_BYTES);
        if (signature.isEmpty()) {
            return;
        }
        try {
            signers.add(RunnerSignature.verify(content.titled(name), signature.get(), trust, now));
        } catch (PayloadException e) {
            findings.add(e.code(), signatureName, e.getMessage());
        }
    }

    /** The statement in an envelope, also if its signature is not to be trusted, so that all faults are told. */
    Optional<byte[]> open(String name) throws IOException {
        Optional<byte[]> content = folder.read(name, Envelope.MAX_BYTES);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try {
            Envelope envelope = Envelope.parse(content.get());
            try {
                signers.add(envelope.signer(name, trust, now));
            } catch (PayloadException e) {
                findings.add(e.code(), name, e.getMessage());
            }
            return Optional.of(envelope.statement());
        } catch (JsonException e) {
            findings.add(StoreFault.PROVENANCE_MALFORMED, name, "a DSSE envelope with an in-toto statement", e.found());
            return Optional.empty();
        }
    }

    /** The names of the keys, sorted. */
    List<String> signers() {
        return List.copyOf(signers);
    }
}
