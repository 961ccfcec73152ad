package cronium.testkit.manifests;

import java.nio.charset.StandardCharsets;

/** A manifest with one defect, and how its refusal must read. */
public final class HostileManifest {
    private final String defect;
    private final byte[] content;
    private final String code;
    private final String says;

    private HostileManifest(String defect, byte[] content, String code, String says) {
        this.defect = defect;
        this.content = content.clone();
        this.code = code;
        this.says = says;
    }

    static HostileManifest of(String defect, byte[] content, String code, String says) {
        return new HostileManifest(defect, content, code, says);
    }

    static HostileManifest of(String defect, String content, String code, String says) {
        return new HostileManifest(defect, content.getBytes(StandardCharsets.UTF_8), code, says);
    }

    /** The defect in kebab-case, unique in the corpus. */
    public String defect() {
        return defect;
    }

    /** The manifest's bytes, a fresh copy. */
    public byte[] content() {
        return content.clone();
    }

    /** The code that its refusal must have. */
    public String code() {
        return code;
    }

    /** What its refusal's message must contain, place included. */
    public String says() {
        return says;
    }

    @Override
    public String toString() {
        return defect;
    }
}
