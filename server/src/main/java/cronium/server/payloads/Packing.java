package cronium.server.payloads;

import cronium.payload.PayloadException;
import cronium.payload.archive.ArchiveWriter;
import cronium.payload.archive.PackSettings;
import cronium.server.domain.EventVersion;
import cronium.server.domain.ScriptFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Packs a version. The bytes are a function of the version alone. */
final class Packing {
    private static final Set<PosixFilePermission> EXECUTABLE =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private Packing() {}

    /**
     * Packs.
     *
     * @param folder an empty, private directory; what is in it afterwards is the caller's to remove
     * @param payload written
     */
    static void pack(EventVersion version, Path folder, Path payload) throws IOException, PayloadException {
        for (ScriptFile file : version.spec().files()) {
            Path place = folder.resolve(file.path()).normalize();
            if (!place.startsWith(folder)) {
                throw new IOException("expected a path inside the payload, found " + file.path());
            }
            Path parent = place.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            try (OutputStream out = Files.newOutputStream(place)) {
                file.content().writeTo(out);
            }
            if (file.executable()) {
                Files.setPosixFilePermissions(place, EXECUTABLE);
            }
        }
        Files.write(folder.resolve("manifest.yaml"), ManifestText.of(version));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(payload), 1 << 16)) {
            // Small as a rule: threads of its own would cost more than they save.
            new ArchiveWriter(PackSettings.DEFAULT.withThreads(1)).write(folder, out);
        }
    }
}
