package cronium.payload.manifest;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cronium.testkit.manifests.ValidManifest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Manifests as the tests of this package write them. */
final class Manifests {
    private Manifests() {}

    static Manifest parsed(String text) throws ManifestException {
        return ManifestParser.parse(text.getBytes(StandardCharsets.UTF_8), "manifest.yaml");
    }

    /** The shortest manifest with more lines after it. */
    static Manifest with(String more) throws ManifestException {
        return parsed(ValidManifest.SHORTEST + more + "\n");
    }

    static ManifestException refused(String text) {
        return catchThrowableOfType(ManifestException.class, () -> parsed(text));
    }

    static List<String> lines(ManifestException refused) {
        return String.valueOf(refused.getMessage()).lines().toList();
    }
}
