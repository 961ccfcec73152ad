package cronium.cli;

import cronium.payload.PayloadException;
import cronium.payload.archive.ArchiveLimits;
import cronium.payload.archive.ArchiveWriter;
import cronium.payload.archive.PackSettings;
import cronium.payload.signing.PayloadFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Makes a payload of a folder. */
final class Packing {
    private Packing() {}

    /** Writes what belongs beside a payload. */
    interface Sealing {
        /**
         * Seals it.
         *
         * @param payload where the payload will be; it is not there yet
         */
        void seal(PayloadFile file, Path payload) throws IOException, PayloadException;
    }

    /**
     * Packs, seals, and puts the payload in place last, so that there is never one without its signature.
     *
     * @return the payload's SHA-256, 64 lower-case hexadecimal digits
     */
    static String of(Path folder, Path payload, PackSettings settings, Sealing sealing)
            throws IOException, PayloadException {
        try (NewFile packed = NewFile.beside(payload)) {
            try (OutputStream out = new BufferedOutputStream(packed.open(), 1 << 16)) {
                new ArchiveWriter(settings).write(folder, out);
            }
            try (PayloadFile file =
                    PayloadFile.read(packed.path(), ArchiveLimits.DEFAULT.packedBytes(), packed.directory())) {
                sealing.seal(file, payload);
                packed.moveTo(payload);
                return file.sha256();
            }
        }
    }
}
