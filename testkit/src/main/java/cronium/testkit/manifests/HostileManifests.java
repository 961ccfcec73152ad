package cronium.testkit.manifests;

import java.util.ArrayList;
import java.util.List;

/** The corpus of manifests that must be refused. */
public final class HostileManifests {
    private HostileManifests() {}

    /** All of them; the messages are expected of a file called {@code manifest.yaml}. */
    public static List<HostileManifest> all() {
        List<HostileManifest> all = new ArrayList<>();
        all.addAll(HostileForms.all());
        all.addAll(HostileBounds.all());
        all.addAll(HostileKeys.all());
        all.addAll(HostileMetadata.all());
        all.addAll(HostileLimits.all());
        return List.copyOf(all);
    }
}
