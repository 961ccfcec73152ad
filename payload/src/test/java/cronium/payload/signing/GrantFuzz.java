package cronium.payload.signing;

import cronium.payload.fuzz.Expect;
import cronium.payload.manifest.ExecutionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Fuzz target: a grant. */
public final class GrantFuzz {
    private GrantFuzz() {}

    /** All that a grant can say. */
    public static List<byte[]> seeds() {
        Grant grant = new Grant(
                FuzzedTrust.PAYLOAD.sha256(),
                new ExecutionId("exec-1"),
                List.of("web-1", "web-2"),
                Optional.of(Instant.EPOCH),
                FuzzedTrust.NOW,
                List.of("REGION"));
        return List.of(grant.document());
    }

    /** One grant. */
    public static void fuzzerTestOneInput(byte[] input) throws SignatureException {
        Grant grant;
        try {
            grant = GrantDocument.parse(input, "p.tar.gz.grant");
        } catch (SignatureException refused) {
            Expect.printableLines(refused.getMessage());
            return;
        }
        Expect.that(GrantDocument.parse(grant.document(), "again").equals(grant), "the same grant, written and read");
    }
}
