package cronium.packaging;

import cronium.payload.PayloadException;
import cronium.payload.signing.SigningKey;
import cronium.releases.FileNames;
import cronium.releases.Publication;
import cronium.releases.RunnerContent;
import cronium.releases.RunnerStore;
import cronium.releases.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Runners as a version of a store, with what proves where they come from and what is in them. */
final class StoreBuild {
    private final Provenance provenance;
    private final Map<Platform, Optional<Path>> modules;
    private final SigningKey key;

    StoreBuild(Provenance provenance, Map<Platform, Optional<Path>> modules, SigningKey key) {
        this.provenance = provenance;
        this.modules = modules;
        this.key = key;
    }

    void into(RunnerStore store, PrintStream out) throws IOException, PayloadException, InterruptedException {
        Version version = provenance.version();
        List<String> lines = new ArrayList<>();
        try (Publication publication = Publication.begin(store, version, key)) {
            for (Map.Entry<Platform, Optional<Path>> each : modules.entrySet()) {
                lines.add(build(publication, each.getKey(), each.getValue(), store.folder(version)));
            }
            lines.add(
                    switch (publication.finish()) {
                        case PUBLISHED -> "version " + version + " is published in " + store.root();
                        case ALREADY_THERE ->
                            "version " + version + " is already there with these bytes, nothing has changed in "
                                    + store.root();
                    });
        }
        lines.forEach(out::println);
    }

    private String build(Publication publication, Platform platform, Optional<Path> jmods, Path place)
            throws IOException, PayloadException, InterruptedException {
        String runner = platform.fileName();
        Path file = publication.folder().resolve(runner);
        Path work = Files.createDirectory(publication.folder().resolve("work"));
        int glibc = new RunnerFile(platform, provenance.version().text()).build(file, work, jmods);
        Trees.remove(work);
        Jdk jdk = Jdk.of(jmods);
        SortedMap<String, String> subjects = new TreeMap<>();
        String sha256 = publication.add(runner);
        subjects.put(runner, sha256);
        String sbom = FileNames.sbom(runner);
        subjects.put(
                sbom,
                publication.add(
                        sbom,
                        Sbom.of(runner, provenance.version(), sha256, content(file), provenance.libraries(), jdk)));
        publication.addProvenance(FileNames.provenance(runner), provenance.statement(platform, subjects, jdk));
        return RunnerFile.line(Files.size(file), place.resolve(runner), sha256, glibc);
    }

    private static RunnerContent content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return RunnerContent.read(in);
        }
    }
}
