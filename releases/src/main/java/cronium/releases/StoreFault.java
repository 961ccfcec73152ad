package cronium.releases;

/** What can be wrong with a version in the store, beside what {@link cronium.payload.signing.SignatureFault} names. */
public enum StoreFault {
    /** A file that must be there is not. */
    FILE_MISSING("file.missing"),
    /** There is a file that is not in SHA256SUMS and belongs to none that is. */
    FILE_EXTRA("file.extra"),
    /** A file has another SHA-256 than SHA256SUMS says. */
    FILE_CHANGED("file.changed"),
    /** It is a link or a directory, may not be read, or is larger than it may be. */
    FILE_UNREADABLE("file.unreadable"),
    /** SHA256SUMS is not what {@code sha256sum} writes for these files. */
    SUMS_MALFORMED("sums.malformed"),
    /** A runner is not the text and archive that it should be. */
    RUNNER_MALFORMED("runner.malformed"),
    /** An SBOM is not the CycloneDX document that it should be. */
    SBOM_MALFORMED("sbom.malformed"),
    /** An SBOM says another thing than the runner has in it. */
    SBOM_MISMATCH("sbom.mismatch"),
    /** A provenance statement is not the document that it should be. */
    PROVENANCE_MALFORMED("provenance.malformed"),
    /** A provenance statement is about other files, another platform or another version. */
    PROVENANCE_MISMATCH("provenance.mismatch");

    private final String code;

    StoreFault(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
