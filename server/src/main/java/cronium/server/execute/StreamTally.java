package cronium.server.execute;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How much of a stream there is, and its SHA-256. Not thread-safe. */
public final class StreamTally {
    private final MessageDigest digest;
    private long bytes;

    /** Of nothing yet. */
    public StreamTally() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Counts what came. */
    public void add(byte[] more) {
        bytes += more.length;
        digest.update(more);
    }

    /** How many there were. */
    public long bytes() {
        return bytes;
    }

    /** 64 hexadecimal digits; once only. */
    public String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
