package cronium.payload.manifest;

import cronium.payload.fuzz.Expect;
import cronium.testkit.manifests.HostileManifest;
import cronium.testkit.manifests.HostileManifests;
import cronium.testkit.manifests.ValidManifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Fuzz target: the manifest parser. */
public final class ManifestFuzz {
    private ManifestFuzz() {}

    /** What the tests have. */
    public static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        seeds.add(ValidManifest.FULL.getBytes(StandardCharsets.UTF_8));
        seeds.add(ValidManifest.SHORTEST.getBytes(StandardCharsets.UTF_8));
        HostileManifests.all().stream().map(HostileManifest::content).forEach(seeds::add);
        return seeds;
    }

    /** One manifest. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            Manifest manifest = ManifestParser.parse(input, "manifest.yaml");
            Expect.that(
                    !manifest.entrypoint().isEmpty() && !manifest.entrypoint().startsWith("/"), "an inner entrypoint");
            Expect.that(manifest.environment().keySet().stream().allMatch(EnvironmentName::isAllowed), "allowed names");
        } catch (ManifestException refused) {
            Expect.that(!refused.problems().isEmpty(), "a problem");
            Expect.printableLines(refused.getMessage());
        }
    }
}
