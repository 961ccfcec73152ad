package cronium.payload.signing;

import cronium.payload.fuzz.Expect;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Fuzz target: a digest file, of a name that needs no escapes and of one that does. */
public final class DigestFileFuzz {
    private static final List<String> NAMES = List.of("p.tar.gz", "a\\b\n\u00e9.tar.gz");

    private DigestFileFuzz() {}

    /** The files that are right. */
    public static List<byte[]> seeds() {
        return NAMES.stream()
                .map(name -> DigestFile.line(FuzzedTrust.PAYLOAD, name))
                .toList();
    }

    /** One digest file. */
    public static void fuzzerTestOneInput(byte[] input) {
        for (String name : NAMES) {
            try {
                DigestFile.check(FuzzedTrust.PAYLOAD, input, name);
            } catch (SignatureException refused) {
                continue;
            }
            String line = new String(DigestFile.line(FuzzedTrust.PAYLOAD, name), StandardCharsets.UTF_8).strip();
            String taken = new String(input, StandardCharsets.UTF_8).strip();
            Expect.that(taken.replace(" *", "  ").equals(line), "no line but what sha256sum writes");
        }
    }
}
