package cronium.cli;

import cronium.payload.PayloadException;
import cronium.payload.archive.ArchiveLimits;
import cronium.payload.archive.ArchiveWriter;
import cronium.payload.archive.PackSettings;
import cronium.payload.signing.PayloadFile;
import cronium.payload.signing.SigningKey;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A payload that was made from a folder.
 *
 * @param sha256 64 lower-case hexadecimal digits
 */
record Packing(Path payload, String sha256) {

    /** Packs, signs, and puts the payload in place last, so that there is never one without its signature. */
    static Packing of(Path folder, Path payload, Optional<SigningKey> key, PackSettings settings)
            throws IOException, PayloadException {
        try (NewFile packed = NewFile.beside(payload)) {
            try (OutputStream out = new BufferedOutputStream(packed.open(), 1 << 16)) {
                new ArchiveWriter(settings).write(folder, out);
            }
            String sha256 = sign(packed, payload, key);
            packed.moveTo(payload);
            return new Packing(payload, sha256);
        }
    }

    private static String sign(NewFile packed, Path payload, Optional<SigningKey> key)
            throws IOException, PayloadException {
        try (PayloadFile file =
                PayloadFile.read(packed.path(), ArchiveLimits.DEFAULT.packedBytes(), packed.directory())) {
            Path signature = signatureOf(payload);
            if (key.isPresent()) {
                try (NewFile signed = NewFile.beside(signature)) {
                    try (OutputStream out = signed.open()) {
                        out.write(key.get().sign(file).getBytes(StandardCharsets.US_ASCII));
                    }
                    signed.moveTo(signature);
                }
            } else {
                // A signature of an earlier payload of that name would only mislead.
                Files.deleteIfExists(signature);
            }
            return file.sha256();
        }
    }

    static Path signatureOf(Path payload) {
        return payload.resolveSibling(payload.getFileName() + ".sig");
    }
}
