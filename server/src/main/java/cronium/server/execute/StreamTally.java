package cronium.server.execute;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How much of a stream there is, and its SHA-256. */
final class StreamTally {
    private final MessageDigest digest;
    private long bytes;

    StreamTally() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    void add(byte[] more) {
        bytes += more.length;
        digest.update(more);
    }

    long bytes() {
        return bytes;
    }

    /** 64 hexadecimal digits; once only. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
