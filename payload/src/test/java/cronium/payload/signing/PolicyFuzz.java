package cronium.payload.signing;

import cronium.payload.fuzz.Expect;
import cronium.payload.manifest.ManifestException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Fuzz target: the policy of a key, and its globs. */
public final class PolicyFuzz {
    private PolicyFuzz() {}

    /** All that a policy can say. */
    public static List<byte[]> seeds() {
        String policy =
                "events: [backup-*, 'a?']\ninterpreters: [bash, python]\nnotAfter: 2030-01-31T18:00:00Z\ngrants: false\n";
        return List.of(policy.getBytes(StandardCharsets.US_ASCII));
    }

    /** One policy. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            KeyPolicy policy = PolicyFile.parse(input, "release.policy");
            for (String glob : policy.events().orElse(List.of())) {
                Glob.matches(glob, "backup-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
            }
        } catch (ManifestException refused) {
            Expect.that(!refused.problems().isEmpty(), "a problem");
            Expect.printableLines(refused.getMessage());
        }
    }
}
