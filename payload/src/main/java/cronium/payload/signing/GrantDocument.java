package cronium.payload.signing;

import cronium.payload.manifest.EnvironmentName;
import cronium.payload.manifest.Excerpt;
import cronium.payload.manifest.ExecutionId;
import cronium.payload.manifest.FlatDocument;
import cronium.payload.manifest.ManifestException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the bytes of a grant. */
public final class GrantDocument {
    /** The most bytes; 64 KiB. */
    public static final int MAX_BYTES = 64 << 10;

    private static final List<String> KEYS =
            List.of("version", "payload", "executionId", "hosts", "notBefore", "notAfter", "environment");

    private GrantDocument() {}

    /**
     * Reads a grant, which says nothing about who wrote it: {@link GrantCheck} does.
     *
     * @param content YAML, by the rules and bounds of a manifest
     * @param fileName for messages
     * @throws SignatureException {@code grant.too-large}, or {@code grant.malformed} with all faults, one a line
     */
    public static Grant parse(byte[] content, String fileName) throws SignatureException {
        if (content.length > MAX_BYTES) {
            throw new SignatureException(
                    SignatureFault.GRANT_TOO_LARGE,
                    "grant " + fileName + ": expected at most " + MAX_BYTES + " bytes, found " + content.length);
        }
        try {
            return read(FlatDocument.read(content, fileName, KEYS));
        } catch (ManifestException e) {
            throw new SignatureException(SignatureFault.GRANT_MALFORMED, e.getMessage(), e);
        }
    }

    private static Grant read(FlatDocument document) throws ManifestException {
        String version = document.required("version");
        if (!version.equals(Grant.VERSION)) {
            document.refuse("version", "expected " + Grant.VERSION + ", found " + Excerpt.quoted(version));
        }
        String payload = document.required("payload");
        refuse(document, "payload", Grant.payloadFault(payload));
        String executionId = document.required("executionId");
        refuse(document, "executionId", ExecutionId.fault(executionId));
        List<String> hosts = names(document, "hosts", 1, HostName::fault);
        List<String> environment = names(document, "environment", 0, EnvironmentName::fault);
        Optional<Instant> notBefore = document.instant("notBefore");
        document.required("notAfter");
        Optional<Instant> notAfter = document.instant("notAfter");
        if (notAfter.isPresent()) {
            refuse(document, "notAfter", Grant.timesFault(notBefore, notAfter.get()));
        }
        document.throwIfAny();
        return new Grant(payload, new ExecutionId(executionId), hosts, notBefore, notAfter.orElseThrow(), environment);
    }

    private static List<String> names(
            FlatDocument document, String key, int least, Function<String, Optional<String>> fault) {
        List<String> names = document.texts(key).orElse(List.of());
        refuse(document, key, Grant.countFault(names.size(), least));
        names.forEach(name -> refuse(document, key, fault.apply(name)));
        return names;
    }

    private static void refuse(FlatDocument document, String key, Optional<String> fault) {
        fault.ifPresent(message -> document.refuse(key, message));
    }
}
