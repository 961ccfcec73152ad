package cronium.dispatch.connection;

import cronium.protocol.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A payload as a file. It must not change while it is used; the host verifies its digest.
 *
 * @param size in bytes, at least 1
 */
public record PayloadSource(Path file, Sha256 digest, long size) {
    public PayloadSource {
        if (size < 1) {
            throw new IllegalArgumentException("expected a payload of at least 1 byte, found " + size);
        }
    }

    /**
     * Reads the file once for its digest.
     *
     * @throws IOException when it cannot be read
     */
    public static PayloadSource of(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            byte[] buffer = new byte[64 << 10];
            long size = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                size += count;
            }
            String hex = HexFormat.of().formatHex(in.getMessageDigest().digest());
            return new PayloadSource(file, new Sha256(hex), size);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256, which every Java has, found none", e);
        }
    }
}
