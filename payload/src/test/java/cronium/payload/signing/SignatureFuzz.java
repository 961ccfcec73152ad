package cronium.payload.signing;

import cronium.payload.PayloadException;
import cronium.payload.fuzz.Expect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Fuzz target: a detached signature of a P-256 or an Ed25519 key. */
public final class SignatureFuzz {
    private SignatureFuzz() {}

    /** The files that are right. */
    public static List<byte[]> seeds() throws IOException, SignatureException {
        byte[] pure = KeyAlgorithm.ED25519.signDetached(FuzzedTrust.ED25519.getPrivate(), FuzzedTrust.PAYLOAD);
        return List.of(
                FuzzedTrust.fixture("cosign-3.1.3-blob.txt.sig"),
                StrictBase64.encode(pure).getBytes(StandardCharsets.US_ASCII));
    }

    /** One signature file. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException, SignatureException {
        try {
            SignatureCheck.verify(FuzzedTrust.PAYLOAD, input, FuzzedTrust.TRUST, FuzzedTrust.NOW);
        } catch (PayloadException refused) {
            Expect.printableLines(refused.getMessage());
            return;
        }
        String taken = new String(input, StandardCharsets.ISO_8859_1).strip();
        Expect.that(
                seeds().stream()
                        .anyMatch(original -> new String(original, StandardCharsets.ISO_8859_1)
                                .strip()
                                .equals(taken)),
                "no signature but those that were made");
    }
}
