package cronium.payload.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which file of a payload is its manifest: the first of two names that is a regular file. One that is a link or a directory is
 * passed over.
 *
 * @param name the name that it has at the root
 * @param manifest what it says
 */
public record ManifestFile(String name, Manifest manifest) {
    /** The names under which a manifest stands at a payload's root, the preferred one first. */
    public static final List<String> NAMES = List.of("manifest.yaml", "manifest.yml");

    /** The names, for messages. */
    public static final String EITHER_NAME = String.join(" or ", NAMES);

    /**
     * Reads the manifest of a folder.
     *
     * @return empty if neither name is a regular file there
     * @throws ManifestException if the manifest has faults, all of them named
     */
    public static Optional<ManifestFile> read(Path folder) throws IOException, ManifestException {
        // Not by the other method: a lambda costs a cold JVM milliseconds, and the runner is one.
        for (String name : NAMES) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                try (InputStream in = Files.newInputStream(file)) {
                    byte[] content = in.readNBytes(ManifestParser.MAX_BYTES + 1);
                    return Optional.of(new ManifestFile(name, ManifestParser.parse(content, name)));
                }
            }
        }
        return Optional.empty();
    }

    /** The manifest's name in what is not a folder, such as an archive; empty if neither name is a regular file there. */
    public static Optional<String> name(Predicate<String> isRegularFile) {
        return NAMES.stream().filter(isRegularFile).findFirst();
    }
}
