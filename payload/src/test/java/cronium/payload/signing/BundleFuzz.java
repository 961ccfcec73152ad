package cronium.payload.signing;

import cronium.payload.PayloadException;
import cronium.payload.fuzz.Expect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Fuzz target: a Sigstore bundle. */
public final class BundleFuzz {
    private BundleFuzz() {}

    /** The files that are right. */
    public static List<byte[]> seeds() throws IOException {
        byte[] signature = KeyAlgorithm.ED25519.signBundled(FuzzedTrust.ED25519.getPrivate(), FuzzedTrust.PAYLOAD);
        SigstoreBundle bundle = new SigstoreBundle(
                KeyAlgorithm.ED25519.fingerprint(FuzzedTrust.ED25519.getPublic()),
                FuzzedTrust.PAYLOAD.sha256(),
                StrictBase64.encode(signature));
        return List.of(
                FuzzedTrust.fixture("cosign-3.1.3-blob.txt.sigstore.json"),
                bundle.json().getBytes(StandardCharsets.US_ASCII));
    }

    /** One bundle. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException, SignatureException {
        try {
            BundleCheck.verify(FuzzedTrust.PAYLOAD, input, FuzzedTrust.TRUST, FuzzedTrust.NOW);
        } catch (PayloadException refused) {
            Expect.printableLines(refused.getMessage());
            return;
        }
        SigstoreBundle taken = SigstoreBundle.parse(input, "taken");
        boolean known = false;
        for (byte[] original : seeds()) {
            known |= SigstoreBundle.parse(original, "original").equals(taken);
        }
        Expect.that(known, "no bundle but those that were made");
    }
}
