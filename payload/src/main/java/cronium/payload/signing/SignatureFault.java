package cronium.payload.signing;

/** Why a payload, signature or key was refused, as one of the codes of {@link cronium.payload.PayloadException#code()}. */
public enum SignatureFault {
    /** There is no signature file. */
    SIGNATURE_MISSING("signature.missing"),
    /** The signature is not base64 of a signature. */
    SIGNATURE_MALFORMED("signature.malformed"),
    /** The signature file is larger than {@link SignatureCheck#MAX_SIGNATURE_BYTES}. */
    SIGNATURE_TOO_LARGE("signature.too-large"),
    /** No trusted key made the signature for these bytes. */
    SIGNATURE_UNTRUSTED("signature.untrusted"),

    /** A key made the signature that was withdrawn. */
    SIGNATURE_REVOKED("signature.revoked"),

    /** The key's policy has a {@code notAfter} that has passed. */
    POLICY_EXPIRED("policy.expired"),
    /** The key may not sign payloads. */
    POLICY_PAYLOAD_NOT_ALLOWED("policy.payload-not-allowed"),
    /** The key may not sign grants. */
    POLICY_GRANT_NOT_ALLOWED("policy.grant-not-allowed"),
    /** The key may not sign files of runners. */
    POLICY_RUNNER_NOT_ALLOWED("policy.runner-not-allowed"),
    /** The key may not sign payloads of this event, or of none. */
    POLICY_EVENT_NOT_ALLOWED("policy.event-not-allowed"),
    /** The key may not sign payloads for this interpreter. */
    POLICY_INTERPRETER_NOT_ALLOWED("policy.interpreter-not-allowed"),
    /** The key's policy asks for a manifest, and the payload has none that can be told before unpacking. */
    POLICY_NO_MANIFEST("policy.no-manifest"),

    /** There is no bundle. */
    BUNDLE_MISSING("bundle.missing"),
    /** The bundle is not the JSON of one that was signed with a key, has a field that is not known, or one twice. */
    BUNDLE_MALFORMED("bundle.malformed"),
    /** The bundle is larger than {@link BundleCheck#MAX_BUNDLE_BYTES}. */
    BUNDLE_TOO_LARGE("bundle.too-large"),
    /** The bundle is of another version, or none. */
    BUNDLE_UNKNOWN_MEDIA_TYPE("bundle.unknown-media-type"),
    /** The bundle has a certificate, log entry, timestamp or envelope, which nobody checks here. */
    BUNDLE_UNEXPECTED_MATERIAL("bundle.unexpected-material"),
    /** The bundle is of another payload. */
    BUNDLE_WRONG_DIGEST("bundle.wrong-digest"),

    /** There is no digest file. */
    DIGEST_MISSING("digest.missing"),
    /** The digest file is not one line as {@code sha256sum} writes it. */
    DIGEST_MALFORMED("digest.malformed"),
    /** The digest file is larger than {@link DigestFile#MAX_BYTES}. */
    DIGEST_TOO_LARGE("digest.too-large"),
    /** The digest file is about a file of another name. */
    DIGEST_OTHER_FILE("digest.other-file"),
    /** The payload has another SHA-256 than its digest file says. */
    DIGEST_MISMATCH("digest.mismatch"),

    /** There is no trusted key at all. */
    TRUST_EMPTY("trust.empty"),
    /** A file of the trust directory is no key that can be relied on. */
    TRUST_BAD_KEY("trust.bad-key"),
    /** A file of the trust directory is no policy of a key. */
    TRUST_BAD_POLICY("trust.bad-policy"),
    /** The trust directory itself cannot be relied on. */
    TRUST_BAD_DIRECTORY("trust.bad-directory"),

    /** There is no grant beside the payload. */
    GRANT_MISSING("grant.missing"),
    /** The grant is not the document that it should be. */
    GRANT_MALFORMED("grant.malformed"),
    /** The grant is larger than {@link GrantDocument#MAX_BYTES}. */
    GRANT_TOO_LARGE("grant.too-large"),
    /** The grant is for another payload. */
    GRANT_OTHER_PAYLOAD("grant.other-payload"),
    /** The grant is for another execution. */
    GRANT_OTHER_EXECUTION("grant.other-execution"),
    /** The grant is for other hosts. */
    GRANT_OTHER_HOST("grant.other-host"),
    /** The grant's time has not come. */
    GRANT_NOT_YET_VALID("grant.not-yet-valid"),
    /** The grant's time has passed. */
    GRANT_EXPIRED("grant.expired"),

    /** There is no signing key. */
    KEY_NOT_FOUND("key.not-found"),
    /** The signing key can be read or changed by others. */
    KEY_EXPOSED("key.exposed"),
    /** The signing key is not a P-256 or Ed25519 key in a form that is read here. */
    KEY_MALFORMED("key.malformed"),

    /** The signing key is encrypted, and no passphrase was to be had. */
    KEY_ENCRYPTED("key.encrypted"),
    /** The signing key is encrypted with another passphrase. */
    KEY_WRONG_PASSPHRASE("key.wrong-passphrase"),

    /** There is no passphrase where it should be, or an empty one for a new key. */
    PASSPHRASE_MISSING("passphrase.missing"),
    /** The passphrase's file can be read or changed by others. */
    PASSPHRASE_EXPOSED("passphrase.exposed"),
    /** The passphrase is longer than {@link Passphrase#MAX_BYTES}. */
    PASSPHRASE_TOO_LONG("passphrase.too-long"),

    /** There is no such payload. */
    PAYLOAD_NOT_FOUND("payload.not-found"),
    /** The payload is a directory, or may not be read. */
    PAYLOAD_UNREADABLE("payload.unreadable"),
    /** The payload has more bytes than are allowed. */
    PAYLOAD_TOO_LARGE("payload.too-large"),
    /** The payload has more bytes than a detached Ed25519 signature can be made over or checked with. */
    PAYLOAD_TOO_LARGE_FOR_KEY("payload.too-large-for-key");

    private final String code;

    SignatureFault(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
