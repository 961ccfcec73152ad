package cronium.packaging;

import cronium.releases.JsonText;
import cronium.releases.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How runners are built, for provenance statements (in-toto v1 with SLSA v1). There are no times in them.
 *
 * @param builder a URI that names who built
 */
record Provenance(String builder, Version version, Optional<Sources> sources, List<Library> libraries) {
    static final String LOCAL = "urn:cronium:local-build";

    Provenance {
        libraries = List.copyOf(libraries);
    }

    /**
     * The statement about one platform's files.
     *
     * @param subjects their SHA-256 by name
     */
    String statement(Platform platform, SortedMap<String, String> subjects, Jdk jdk) {
        List<Fields> files = new ArrayList<>();
        subjects.forEach(
                (name, sha256) -> files.add(new Fields().put("name", name).put("digest", digest(sha256))));
        Fields definition = new Fields()
                .put("buildType", "urn:cronium:build-runner:v1")
                .put(
                        "externalParameters",
                        new Fields().put("platform", platform.text()).put("version", version.text()))
                .put("resolvedDependencies", dependencies(jdk));
        return JsonText.of(new Fields()
                .put("_type", "https://in-toto.io/Statement/v1")
                .put("subject", files)
                .put("predicateType", "https://slsa.dev/provenance/v1")
                .put(
                        "predicate",
                        new Fields()
                                .put("buildDefinition", definition)
                                .put("runDetails", new Fields().put("builder", new Fields().put("id", builder))))
                .value());
    }

    private List<Fields> dependencies(Jdk jdk) {
        List<Fields> dependencies = new ArrayList<>();
        sources.ifPresent(from -> dependencies.add(new Fields()
                .put("name", "sources")
                .put("digest", new Fields().put("gitCommit", from.commit()))
                .put("annotations", new Fields().put("changedSinceCommit", from.changed()))));
        for (Library library : libraries) {
            dependencies.add(new Fields()
                    .put("name", library.fileName())
                    .put("uri", library.purl())
                    .put("digest", digest(library.sha256())));
        }
        for (Map.Entry<String, String> input : jdk.inputs().entrySet()) {
            dependencies.add(new Fields()
                    .put("name", input.getKey())
                    .put("digest", digest(input.getValue()))
                    .put("annotations", new Fields().put("vendor", jdk.vendor())));
        }
        return dependencies;
    }

    private static Fields digest(String sha256) {
        return new Fields().put("sha256", sha256);
    }
}
