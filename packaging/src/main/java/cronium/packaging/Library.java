package cronium.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A jar of the runner, as its Maven coordinates name it.
 *
 * @param sha256 of the jar as it was built or published; in the runner it lies uncompressed, with another digest
 * @param licence an SPDX expression
 */
record Library(
        String group, String artifact, String version, String fileName, String sha256, Optional<String> licence) {
    private static final String OURS = "cronium";

    static Library of(Path jar) throws IOException {
        Properties coordinates = coordinates(jar);
        String group = coordinates.getProperty("groupId", "");
        String artifact = coordinates.getProperty("artifactId", "");
        Optional<String> licence = licence(group + ":" + artifact);
        if (licence.isEmpty() && !group.equals(OURS)) {
            throw new BuildException(
                    group + ":" + artifact + ": expected its licence in licences.txt of packaging, found none");
        }
        return new Library(
                group,
                artifact,
                coordinates.getProperty("version", ""),
                jar.getFileName().toString(),
                TrainingPayload.sha256(Files.readAllBytes(jar)),
                licence);
    }

    /** As the package URL specification writes Maven's coordinates. */
    String purl() {
        return "pkg:maven/" + group + "/" + artifact + "@" + version;
    }

    private static Properties coordinates(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<? extends ZipEntry> found = zip.stream()
                    .filter(entry -> entry.getName().matches("META-INF/maven/[^/]+/[^/]+/pom\\.properties"))
                    .toList();
            if (found.size() != 1) {
                throw new BuildException(jar.getFileName()
                        + ": expected one pom.properties with its Maven coordinates, found " + found.size());
            }
            Properties properties = new Properties();
            try (InputStream in = zip.getInputStream(found.getFirst())) {
                properties.load(in);
            }
            return properties;
        }
    }

    private static Optional<String> licence(String name) throws IOException {
        return Texts.of("licences.txt")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .findFirst();
    }
}
