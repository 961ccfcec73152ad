package cronium.releases;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in 64 lower-case hexadecimal digits. */
public final class Sha256 {
    private Sha256() {}

    public static String hex(byte[] content) {
        return HexFormat.of().formatHex(start().digest(content));
    }

    /** Reads a stream to its end. */
    public static String hex(InputStream in) throws IOException {
        MessageDigest sha256 = start();
        byte[] chunk = new byte[1 << 16];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            sha256.update(chunk, 0, count);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
