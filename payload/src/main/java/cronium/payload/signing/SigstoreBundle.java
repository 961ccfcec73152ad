package cronium.payload.signing;

import cronium.payload.signing.Json.JsonException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/**
 * A Sigstore bundle v0.3 of a blob that was signed with a key: who signed (a hint), what (its digest), and the signature.
 * Anything more in a bundle would look checked and not be, so it is refused.
 *
 * @param hint base64 of the SHA-256 of the public key's SubjectPublicKeyInfo, as cosign writes it
 * @param sha256 of the payload, in hexadecimal digits
 * @param signature in base64
 */
record SigstoreBundle(String hint, String sha256, String signature) {
    static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";

    private static final String ALGORITHM = "SHA2_256";
    private static final Set<String> ROOT =
            Set.of("mediaType", "verificationMaterial", "messageSignature", "dsseEnvelope");
    private static final Set<String> MATERIAL =
            Set.of("publicKey", "x509CertificateChain", "certificate", "tlogEntries", "timestampVerificationData");

    /** One line, without spaces, as cosign writes it. */
    String json() {
        // Base64 needs no escapes.
        return "{\"mediaType\":\"" + MEDIA_TYPE + "\",\"verificationMaterial\":{\"publicKey\":{\"hint\":\"" + hint
                + "\"}},\"messageSignature\":{\"messageDigest\":{\"algorithm\":\"" + ALGORITHM + "\",\"digest\":\""
                + StrictBase64.encode(HexFormat.of().parseHex(sha256)) + "\"},\"signature\":\"" + signature + "\"}}";
    }

    byte[] signatureBytes() {
        return Base64.getDecoder().decode(signature);
    }

    /** @param name of the payload, for messages */
    static SigstoreBundle parse(byte[] content, String name) throws SignatureException {
        try {
            return read(Json.object(content), name);
        } catch (JsonException e) {
            throw refused(SignatureFault.BUNDLE_MALFORMED, name, "JSON of a Sigstore bundle", e.found());
        }
    }

    private static SigstoreBundle read(JsonFields root, String name) throws JsonException, SignatureException {
        if (!root.text("mediaType").equals(MEDIA_TYPE)) {
            throw refused(SignatureFault.BUNDLE_UNKNOWN_MEDIA_TYPE, name, "the media type " + MEDIA_TYPE, "another");
        }
        root.allowOnly(ROOT);
        if (root.has("dsseEnvelope")) {
            throw refused(
                    SignatureFault.BUNDLE_UNEXPECTED_MATERIAL,
                    name,
                    "a signature of the payload itself",
                    "a DSSE envelope, which signs a statement about it");
        }
        JsonFields material = root.object("verificationMaterial");
        material.allowOnly(MATERIAL);
        for (String more : MATERIAL) {
            if (!more.equals("publicKey") && material.hasContent(more)) {
                throw refused(
                        SignatureFault.BUNDLE_UNEXPECTED_MATERIAL,
                        name,
                        "a bundle signed with a key alone",
                        more + ", which is not checked here");
            }
        }
        JsonFields publicKey = material.object("publicKey");
        publicKey.allowOnly(Set.of("hint"));
        return signature(publicKey.text("hint"), root.object("messageSignature"));
    }

    private static SigstoreBundle signature(String hint, JsonFields message) throws JsonException {
        message.allowOnly(Set.of("messageDigest", "signature"));
        JsonFields digest = message.object("messageDigest");
        digest.allowOnly(Set.of("algorithm", "digest"));
        if (!digest.text("algorithm").equals(ALGORITHM)) {
            throw new JsonException("a digest that is not " + ALGORITHM);
        }
        byte[] bytes = digest.base64("digest");
        if (bytes.length != 32) {
            throw new JsonException("a digest of " + bytes.length + " bytes");
        }
        return new SigstoreBundle(
                hint, HexFormat.of().formatHex(bytes), StrictBase64.encode(message.base64("signature")));
    }

    private static SignatureException refused(SignatureFault fault, String name, String expected, String found) {
        return new SignatureException(fault, "bundle of " + name + ": expected " + expected + ", found " + found);
    }
}
