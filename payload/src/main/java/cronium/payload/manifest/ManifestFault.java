package cronium.payload.manifest;

/** Why a manifest was refused, as one of the stable codes of {@link cronium.payload.PayloadException#code()}. */
public enum ManifestFault {
    /** Its keys or values break the rules of manifest v1. */
    INVALID("manifest.invalid"),
    /** It is larger than {@link ManifestParser#MAX_BYTES}. */
    TOO_LARGE("manifest.too-large"),
    /** It nests, refers or unfolds beyond the bounds of {@link ManifestParser}. */
    TOO_COMPLEX("manifest.too-complex"),
    /** Its bytes are not UTF-8. */
    NOT_UTF8("manifest.not-utf8"),
    /** Its text is not YAML. */
    NOT_YAML("manifest.not-yaml");

    private final String code;

    ManifestFault(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
