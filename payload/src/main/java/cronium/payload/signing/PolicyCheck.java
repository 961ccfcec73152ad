package cronium.payload.signing;

import cronium.payload.PayloadException;
import cronium.payload.archive.ArchiveLimits;
import cronium.payload.archive.ArchiveListing;
import cronium.payload.manifest.Excerpt;
import cronium.payload.manifest.Manifest;
import cronium.payload.manifest.ManifestFile;
import cronium.payload.manifest.ManifestParser;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides whether a key may sign this payload. What restricts the manifest is checked on the manifest inside the very bytes that
 * are unpacked later, before any of them is: the archive is read once more for it, and only if the key has such a restriction.
 */
final class PolicyCheck {
    private PolicyCheck() {}

    /** @throws PayloadException {@code policy.*}, or what the archive or the manifest is refused for */
    static void check(PayloadFile payload, TrustedKey key, Instant now) throws IOException, PayloadException {
        checkTime(payload, key, now);
        if (!key.policy().payloads()) {
            throw refused(SignatureFault.POLICY_PAYLOAD_NOT_ALLOWED, payload, key, "no payloads, found one");
        }
        if (key.policy().restrictsManifests()) {
            check(payload, key, manifest(payload, key));
        }
    }

    /** The rest of a policy is about payloads. */
    static void checkGrant(PayloadFile grant, TrustedKey key, Instant now) throws SignatureException {
        checkTime(grant, key, now);
        if (!key.policy().grants()) {
            throw refused(SignatureFault.POLICY_GRANT_NOT_ALLOWED, grant, key, "no grants, found one");
        }
    }

    /** What is checked in manifests is about payloads, so a key that is bound by it needs an express word for runners. */
    static void checkRunner(PayloadFile file, TrustedKey key, Instant now) throws SignatureException {
        checkTime(file, key, now);
        if (!key.policy().runners()) {
            throw refused(SignatureFault.POLICY_RUNNER_NOT_ALLOWED, file, key, "no files of runners, found one");
        }
    }

    private static void checkTime(PayloadFile payload, TrustedKey key, Instant now) throws SignatureException {
        Optional<Instant> notAfter = key.policy().notAfter();
        if (notAfter.isPresent() && now.isAfter(notAfter.get())) {
            throw refused(
                    SignatureFault.POLICY_EXPIRED, payload, key, "payloads until " + notAfter.get() + ", found " + now);
        }
    }

    private static void check(PayloadFile payload, TrustedKey key, Manifest manifest) throws SignatureException {
        KeyPolicy policy = key.policy();
        Optional<String> event = manifest.metadata().eventId();
        if (policy.events().isPresent()
                && policy.events().get().stream()
                        .noneMatch(glob -> event.isPresent() && Glob.matches(glob, event.get()))) {
            throw refused(
                    SignatureFault.POLICY_EVENT_NOT_ALLOWED,
                    payload,
                    key,
                    "an event of "
                            + Excerpt.bare(String.join(", ", policy.events().get())) + ", found "
                            + event.map(Excerpt::quoted).orElse("none"));
        }
        if (policy.interpreters().isPresent() && !policy.interpreters().get().contains(manifest.interpreter())) {
            String allowed = policy.interpreters().get().stream()
                    .map(interpreter -> interpreter.text())
                    .collect(Collectors.joining(", "));
            throw refused(
                    SignatureFault.POLICY_INTERPRETER_NOT_ALLOWED,
                    payload,
                    key,
                    "an interpreter of " + allowed + ", found "
                            + manifest.interpreter().text());
        }
    }

    /** The one that is read after unpacking. */
    private static Manifest manifest(PayloadFile payload, TrustedKey key) throws IOException, PayloadException {
        ArchiveListing listing;
        try (InputStream in = payload.open()) {
            listing = ArchiveListing.read(
                    in, ArchiveLimits.DEFAULT, Set.copyOf(ManifestFile.NAMES), ManifestParser.MAX_BYTES);
        }
        String name = ManifestFile.name(listing::isFile)
                .orElseThrow(() -> refused(
                        SignatureFault.POLICY_NO_MANIFEST,
                        payload,
                        key,
                        ManifestFile.EITHER_NAME + " at the root of the payload, found neither as a file"));
        // A hard link to a file of another name is one that the listing does not have.
        byte[] content = listing.content(name)
                .orElseThrow(() -> refused(
                        SignatureFault.POLICY_NO_MANIFEST, payload, key, name + " as a file of its own, found a link"));
        return ManifestParser.parse(content, name);
    }

    private static SignatureException refused(SignatureFault fault, PayloadFile payload, TrustedKey key, String facts) {
        return new SignatureException(
                fault, payload.title() + ": the policy of the key " + key.name() + " expects " + facts);
    }
}
