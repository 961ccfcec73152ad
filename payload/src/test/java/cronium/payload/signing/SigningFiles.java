package cronium.payload.signing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/** What the tests of signatures need on disk and in memory. */
final class SigningFiles {
    /** When the tests' signatures are checked. */
    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private SigningFiles() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A payload in memory, named {@code p.tar.gz}; nothing of it needs to be closed. */
    static PayloadFile payload(Path base, String content) throws IOException, SignatureException {
        return PayloadFile.read(new ByteArrayInputStream(ascii(content)), "p.tar.gz", 1 << 20, base);
    }

    /** A trust directory with one key. */
    static Path trustDirectory(Path base, String name, SigningKey key) throws IOException {
        Path directory = Files.createDirectories(base.resolve("trust"));
        mode(directory, "rwxr-xr-x");
        mode(Files.writeString(directory.resolve(name + ".pub"), key.publicKeyPem()), "rw-r--r--");
        return directory;
    }

    static Path mode(Path file, String permissions) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
