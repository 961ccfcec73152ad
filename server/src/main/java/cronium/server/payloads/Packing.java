package cronium.server.payloads;

import cronium.payload.PayloadException;
import cronium.payload.archive.ArchiveLimits;
import cronium.payload.archive.ArchiveWriter;
import cronium.payload.archive.PackSettings;
import cronium.payload.archive.PackedFiles;
import cronium.server.domain.EventVersion;
import cronium.server.domain.ScriptFile;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Packs a version. The bytes are a function of the version alone. */
final class Packing {
    private Packing() {}

    /**
     * Packs.
     *
     * @param payload made; what is in it if this fails is the caller's to remove
     */
    static void pack(EventVersion version, Path payload) throws IOException, PayloadException {
        PackedFiles files = new PackedFiles(ArchiveLimits.DEFAULT);
        for (ScriptFile file : version.spec().files()) {
            files.add(file.path(), file.executable(), file.content().size(), file.content()::open);
        }
        byte[] manifest = ManifestText.of(version);
        files.add("manifest.yaml", false, manifest.length, () -> new ByteArrayInputStream(manifest));
        try (OutputStream out = new BufferedOutputStream(
                Files.newOutputStream(payload, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), 1 << 16)) {
            // Small as a rule: threads of its own would cost more than they save.
            new ArchiveWriter(PackSettings.DEFAULT.withThreads(1)).write(files, out);
        }
    }
}
