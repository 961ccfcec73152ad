package cronium.cli;

import cronium.payload.PayloadException;
import cronium.payload.manifest.Manifest;
import cronium.payload.manifest.ManifestFile;
import java.io.IOException;
import java.nio.file.Files;
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
        ManifestFile file = ManifestFile.read(folder)
                .orElseThrow(() -> new CommandException("folder " + folder + ": expected " + ManifestFile.EITHER_NAME
                        + ", found neither as a regular file"));
        Manifest manifest = file.manifest();
        if (!Files.isRegularFile(folder.resolve(manifest.entrypoint()))) {
            throw new CommandException(folder.resolve(file.name())
                    + ": entrypoint: expected a file of the folder, found no file " + manifest.entrypoint());
        }
        return manifest;
    }
}
