package cronium.cli;

import cronium.payload.PayloadException;
import cronium.payload.manifest.Manifest;
import cronium.payload.manifest.ManifestParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A folder that is to become a payload. */
final class SourceFolder {
    private SourceFolder() {}

    /** The folder's own name, also of {@code .} and of a link. */
    static String name(Path folder) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return name != null ? name.toString() : "payload";
    }

    /**
     * Makes sure that what will be packed can be run, before anything is written.
     *
     * @return what it asks for
     * @throws PayloadException if the manifest has faults, all of them named
     */
    static Manifest check(Path folder) throws IOException, PayloadException {
        if (!Files.isDirectory(folder)) {
            throw new CommandException("folder " + folder + ": expected a directory, found "
                    + (Files.exists(folder) ? "a file" : "nothing"));
        }
        for (String name : Manifest.FILE_NAMES) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                Manifest manifest = parse(file, name);
                if (!Files.isRegularFile(folder.resolve(manifest.entrypoint()))) {
                    throw new CommandException(file + ": entrypoint: expected a file of the folder, found no file "
                            + manifest.entrypoint());
                }
                return manifest;
            }
        }
        throw new CommandException("folder " + folder + ": expected " + String.join(" or ", Manifest.FILE_NAMES)
                + ", found neither as a regular file");
    }

    private static Manifest parse(Path file, String name) throws IOException, PayloadException {
        try (InputStream in = Files.newInputStream(file)) {
            return ManifestParser.parse(in.readNBytes(ManifestParser.MAX_BYTES + 1), name);
        }
    }
}
