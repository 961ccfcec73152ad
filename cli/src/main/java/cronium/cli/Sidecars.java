package cronium.cli;

import cronium.payload.PayloadException;
import cronium.payload.signing.DigestFile;
import cronium.payload.signing.PayloadFile;
import cronium.payload.signing.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files beside a payload: {@code .sha256}, {@code .sig} and {@code .sigstore.json}. */
final class Sidecars {
    private Sidecars() {}

    /**
     * Writes the digest, and what a key makes. What belonged to an earlier payload of that name goes: it would only mislead.
     *
     * @param bundle whether a Sigstore bundle is wanted too
     */
    static void write(PayloadFile file, Path payload, Optional<SigningKey> key, boolean bundle)
            throws IOException, PayloadException {
        NewFile.write(
                beside(payload, ".sha256"),
                DigestFile.line(file, payload.getFileName().toString()));
        writeBundle(file, payload, key, bundle);
        if (key.isPresent()) {
            writeSignature(file, payload, key.get());
        } else {
            Files.deleteIfExists(signatureOf(payload));
        }
    }

    /** Writes the bundle if it is wanted; else one that is there goes. */
    static void writeBundle(PayloadFile file, Path payload, Optional<SigningKey> key, boolean wanted)
            throws IOException {
        Path bundleFile = beside(payload, ".sigstore.json");
        if (key.isPresent() && wanted) {
            NewFile.write(bundleFile, key.get().signBundle(file).getBytes(StandardCharsets.UTF_8));
        } else {
            Files.deleteIfExists(bundleFile);
        }
    }

    static void writeSignature(PayloadFile file, Path payload, SigningKey key) throws IOException, PayloadException {
        NewFile.write(signatureOf(payload), key.sign(file).getBytes(StandardCharsets.US_ASCII));
    }

    static Path signatureOf(Path payload) {
        return beside(payload, ".sig");
    }

    private static Path beside(Path payload, String suffix) {
        return payload.resolveSibling(payload.getFileName() + suffix);
    }
}
